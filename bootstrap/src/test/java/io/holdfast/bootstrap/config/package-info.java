@NullMarked
package io.holdfast.bootstrap.config;

import org.jspecify.annotations.NullMarked;
