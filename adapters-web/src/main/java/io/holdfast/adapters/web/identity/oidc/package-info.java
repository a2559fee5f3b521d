/// The tokens of one identity provider (OpenID Connect): its keys, fetched and kept, and what they
/// sign.
@NullMarked
package io.holdfast.adapters.web.identity.oidc;

import org.jspecify.annotations.NullMarked;
