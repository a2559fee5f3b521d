/// The house rules that a machine can check, each with a class that breaks it.
@NullMarked
package io.holdfast.architecture;

import org.jspecify.annotations.NullMarked;
