/// What the module promises as a whole: training, loading, scoring, real tables.
@NullMarked
package io.holdfast.adapters.ml;

import org.jspecify.annotations.NullMarked;
