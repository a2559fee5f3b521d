/// The command line.
@NullMarked
package io.holdfast.bootstrap.cli;

import org.jspecify.annotations.NullMarked;
