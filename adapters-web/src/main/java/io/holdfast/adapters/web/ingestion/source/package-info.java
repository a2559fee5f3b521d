/// Routes for the databases from which facts are pulled.
@NullMarked
package io.holdfast.adapters.web.ingestion.source;

import org.jspecify.annotations.NullMarked;
