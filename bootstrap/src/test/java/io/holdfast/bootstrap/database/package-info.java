@NullMarked
package io.holdfast.bootstrap.database;

import org.jspecify.annotations.NullMarked;
