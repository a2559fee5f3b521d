/// Tests of the identity provider's tokens, against one that signs in the test.
@NullMarked
package io.holdfast.adapters.web.identity.oidc;

import org.jspecify.annotations.NullMarked;
