/// Users, roles, approval, API keys and access tokens.
@NullMarked
package io.holdfast.domain.identity;

import org.jspecify.annotations.NullMarked;
