/// Registering, approving and recognising users and clients.
@NullMarked
package io.holdfast.application.identity;

import org.jspecify.annotations.NullMarked;
