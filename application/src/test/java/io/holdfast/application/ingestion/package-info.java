/// Tests of bringing facts in.
@NullMarked
package io.holdfast.application.ingestion;

import org.jspecify.annotations.NullMarked;
