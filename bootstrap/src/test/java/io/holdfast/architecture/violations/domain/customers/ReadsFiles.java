package io.holdfast.architecture.violations.domain.customers;

import java.nio.file.Files;
import java.nio.file.Path;

/// Breaks rule 1: files are for adapters.
public final class ReadsFiles {
    public boolean isThere(String name) {
        return Files.exists(Path.of(name));
    }
}
