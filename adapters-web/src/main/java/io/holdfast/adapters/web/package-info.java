/// The way in over HTTP: settings, wiring, start and stop.
@NullMarked
package io.holdfast.adapters.web;

import org.jspecify.annotations.NullMarked;
