/// Tests of the models use cases, over fakes and a fixed time.
@NullMarked
package io.holdfast.application.models;

import org.jspecify.annotations.NullMarked;
