/// Tests of secrets at rest.
@NullMarked
package io.holdfast.adapters.persistence.secrets;

import org.jspecify.annotations.NullMarked;
