/// What is done for every feature alike: forgetting what is old.
@NullMarked
package io.holdfast.application.kernel;

import org.jspecify.annotations.NullMarked;
