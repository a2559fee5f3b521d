/// Tests of the package of the same name.
@NullMarked
package io.holdfast.adapters.web.tls;

import org.jspecify.annotations.NullMarked;
