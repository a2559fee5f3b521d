/// Tests of the identity use cases, over fakes and a fixed time.
@NullMarked
package io.holdfast.application.identity;

import org.jspecify.annotations.NullMarked;
