/// Routes by which facts are brought in.
@NullMarked
package io.holdfast.adapters.web.ingestion;

import org.jspecify.annotations.NullMarked;
