/// Scoring over HTTP.
@NullMarked
package io.holdfast.adapters.web.scoring;

import org.jspecify.annotations.NullMarked;
