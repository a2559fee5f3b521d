/// Background work on PostgreSQL: who does what, once, on some node, and again when the node dies.
@NullMarked
package io.holdfast.adapters.persistence.work;

import org.jspecify.annotations.NullMarked;
