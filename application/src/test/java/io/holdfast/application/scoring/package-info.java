/// Tests of the scoring use cases, over fakes and a fixed time.
@NullMarked
package io.holdfast.application.scoring;

import org.jspecify.annotations.NullMarked;
