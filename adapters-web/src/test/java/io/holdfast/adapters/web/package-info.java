/// The whole server over in-memory ports, held to the API document.
@NullMarked
package io.holdfast.adapters.web;

import org.jspecify.annotations.NullMarked;
