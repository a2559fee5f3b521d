/// Settings, read once: application.yaml, then the environment.
@NullMarked
package io.holdfast.bootstrap.config;

import org.jspecify.annotations.NullMarked;
