package io.holdfast.adapters.web.tls;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How long the beginning of a TLS connection may take.
///
/// @param nanoTime such as `System::nanoTime`
record HandshakeLimit(Duration duration, LongSupplier nanoTime) {}
