/// Tests of the parts, close to their code.
@NullMarked
package io.holdfast.adapters.ml.measures;

import org.jspecify.annotations.NullMarked;
