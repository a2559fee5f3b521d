/// Hashes and tokens.
@NullMarked
package io.holdfast.adapters.web.identity;

import org.jspecify.annotations.NullMarked;
