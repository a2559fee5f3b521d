package io.holdfast.bootstrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/// Which release this is; written by the build.
public final class Release {

    private Release() {}

    public static String version() {
        try (var file = Release.class.getResourceAsStream("release.properties")) {
            var properties = new Properties();
            if (file == null) {
                throw new IllegalStateException("release.properties is missing");
            }
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
