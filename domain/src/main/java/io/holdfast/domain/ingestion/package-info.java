/// Facts brought in from files and other databases: how they are read, and what was wrong with
/// them.
@NullMarked
package io.holdfast.domain.ingestion;

import org.jspecify.annotations.NullMarked;
