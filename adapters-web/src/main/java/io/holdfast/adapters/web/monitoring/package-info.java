/// What became of those who were scored, over HTTP.
@NullMarked
package io.holdfast.adapters.web.monitoring;

import org.jspecify.annotations.NullMarked;
