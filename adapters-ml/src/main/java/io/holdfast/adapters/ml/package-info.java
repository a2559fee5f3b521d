/// Training with Smile, compiled scorers and exact explanations, behind the ports of `models`.
@NullMarked
package io.holdfast.adapters.ml;

import org.jspecify.annotations.NullMarked;
