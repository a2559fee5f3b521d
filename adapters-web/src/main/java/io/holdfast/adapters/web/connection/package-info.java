/// How one connection is read: at a pace, within limits, and only where a request has one meaning.
@NullMarked
package io.holdfast.adapters.web.connection;

import org.jspecify.annotations.NullMarked;
