/// Reading tables from files.
@NullMarked
package io.holdfast.adapters.persistence.ingestion;

import org.jspecify.annotations.NullMarked;
