/// Uploading datasets.
@NullMarked
package io.holdfast.adapters.web.models;

import org.jspecify.annotations.NullMarked;
