/// Keeping datasets, training versions, and holding the versions that are served.
@NullMarked
package io.holdfast.application.models;

import org.jspecify.annotations.NullMarked;
