/// Files that are imported at the command line.
@NullMarked
package io.holdfast.bootstrap.ingestion;

import org.jspecify.annotations.NullMarked;
