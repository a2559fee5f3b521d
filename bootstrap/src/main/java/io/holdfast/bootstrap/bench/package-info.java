/// `./holdfast bench`: what scoring costs, as ratios that are measured in one run.
@NullMarked
package io.holdfast.bootstrap.bench;

import org.jspecify.annotations.NullMarked;
