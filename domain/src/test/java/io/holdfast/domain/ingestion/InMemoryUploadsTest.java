package io.holdfast.domain.ingestion;

import java.time.Instant;

final class InMemoryUploadsTest implements UploadsContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final InMemoryUploads uploads = new InMemoryUploads(() -> NOON, ROOM);

    @Override
    public Uploads uploads() {
        return uploads;
    }

    @Override
    public Instant now() {
        return NOON;
    }
}
