package io.holdfast.bootstrap.database;

import java.nio.file.Path;

/// Another process runs on the data folder.
public final class DatabaseInUse extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseInUse(Path folder, String owner) {
        super(
                ("The data folder %s is in use by another Holdfast (%s). Stop it first, or set"
                                + " HOLDFAST_DATA_DIR to another folder.")
                        .formatted(folder, owner));
    }
}
