/// How good data is: checked on request, and told of what was brought in.
@NullMarked
package io.holdfast.adapters.web.ingestion.quality;

import org.jspecify.annotations.NullMarked;
