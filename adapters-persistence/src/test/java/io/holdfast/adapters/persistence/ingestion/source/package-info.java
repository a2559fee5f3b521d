/// Tests of sources against real servers.
@NullMarked
package io.holdfast.adapters.persistence.ingestion.source;

import org.jspecify.annotations.NullMarked;
