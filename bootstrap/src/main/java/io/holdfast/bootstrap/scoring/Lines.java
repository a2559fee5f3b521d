package io.holdfast.bootstrap.scoring;

import java.io.IOException;

/// Where finished lines of text go, in order.
@FunctionalInterface
public interface Lines {

    void write(byte[] lines) throws IOException;
}
