/// Tests of the background work.
@NullMarked
package io.holdfast.adapters.persistence.work;

import org.jspecify.annotations.NullMarked;
