package io.holdfast.domain.ingestion.source;

import io.holdfast.domain.kernel.Secret;

/// The way to other systems. What it says about a failure never contains the secret.
@FunctionalInterface
public interface RecordSources {

    sealed interface Opening {
        /// The caller closes it.
        record Opened(RecordSource records) implements Opening {}

        /// It will not do: the system refuses the user, has no such database, or must not be
        /// reached from here.
        record Refused(String reason) implements Opening {}

        /// Nothing answers. It can be tried again.
        record Unreachable(String reason) implements Opening {}
    }

    Opening open(Source source, Secret secret);
}
