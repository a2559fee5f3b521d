/// Scoring a file of any size: threads, files, and what is shown meanwhile.
@NullMarked
package io.holdfast.bootstrap.scoring;

import org.jspecify.annotations.NullMarked;
