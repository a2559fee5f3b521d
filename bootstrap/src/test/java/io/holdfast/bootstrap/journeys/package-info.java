@NullMarked
package io.holdfast.bootstrap.journeys;

import org.jspecify.annotations.NullMarked;
