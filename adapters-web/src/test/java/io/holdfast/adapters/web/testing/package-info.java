/// A client that holds every answer to the API document; for end-to-end tests too.
@NullMarked
package io.holdfast.adapters.web.testing;

import org.jspecify.annotations.NullMarked;
