package io.holdfast.domain.ingestion;

/// A place for what a client sends, until it is complete. It belongs to one node and is empty after
/// a restart.
public interface Spool {

    /// A place of its own, which `close` gives back with all that was written.
    ///
    /// @throws io.holdfast.domain.kernel.Unavailable where too many are open
    Slot open();

    /// For one thread at a time.
    interface Slot extends RowSource, AutoCloseable {
        /// @throws io.holdfast.domain.kernel.Unavailable where there is no room left
        void write(byte[] bytes, int offset, int length);

        /// Bytes written.
        long size();

        /// Hex digest of the bytes written.
        String sha256();

        @Override
        void close();
    }
}
