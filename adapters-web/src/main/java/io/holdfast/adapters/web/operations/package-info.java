/// Health, metrics, and the pages that describe the API.
@NullMarked
package io.holdfast.adapters.web.operations;

import org.jspecify.annotations.NullMarked;
