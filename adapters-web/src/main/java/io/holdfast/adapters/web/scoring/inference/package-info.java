/// The Open Inference Protocol, version 2, for clients of model servers.
@NullMarked
package io.holdfast.adapters.web.scoring.inference;

import org.jspecify.annotations.NullMarked;
