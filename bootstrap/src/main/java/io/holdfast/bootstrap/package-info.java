/// Where everything is put together: the program's entry, its wiring, its background work.
@NullMarked
package io.holdfast.bootstrap;

import org.jspecify.annotations.NullMarked;
