/// Tests of the parts, close to their code.
@NullMarked
package io.holdfast.adapters.ml.smile;

import org.jspecify.annotations.NullMarked;
