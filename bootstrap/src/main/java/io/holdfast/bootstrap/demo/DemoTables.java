package io.holdfast.bootstrap.demo;

import java.nio.charset.StandardCharsets;

/// Made-up tables of any size, as the demonstration's are made.
public final class DemoTables {

    private DemoTables() {}

    /// Labelled rows of a bundled contract, as CSV; the first rows of a larger table are those of a
    /// smaller one.
    public static byte[] csv(String contract, int rows) {
        var demo =
                DemoProcess.all().stream()
                        .filter(one -> one.contract().equals(contract))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException("no demonstration: " + contract));
        return demo.draw(demo.seed(), rows).csv().getBytes(StandardCharsets.UTF_8);
    }
}
