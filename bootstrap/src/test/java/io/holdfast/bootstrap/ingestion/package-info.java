/// Tests of imports from files to the database.
@NullMarked
package io.holdfast.bootstrap.ingestion;

import org.jspecify.annotations.NullMarked;
