/// What commands refuse before they open anything.
@NullMarked
package io.holdfast.bootstrap.cli;

import org.jspecify.annotations.NullMarked;
