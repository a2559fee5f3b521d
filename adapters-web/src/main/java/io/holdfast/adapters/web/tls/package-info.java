/// TLS on the server's port: certificates from files, renewed without a restart.
@NullMarked
package io.holdfast.adapters.web.tls;

import org.jspecify.annotations.NullMarked;
