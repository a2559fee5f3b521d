/// Registering, signing in, approving users; password hashes and access tokens.
@NullMarked
package io.holdfast.adapters.web.identity;

import org.jspecify.annotations.NullMarked;
