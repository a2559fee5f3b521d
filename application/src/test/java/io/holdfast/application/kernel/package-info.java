/// Tests of what is done for every feature alike.
@NullMarked
package io.holdfast.application.kernel;

import org.jspecify.annotations.NullMarked;
