package io.holdfast.domain.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.domain.models.InMemoryRowStream;
import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.Table;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Files in a map. Their rows are lines of UTF-8 that are split at commas.
public final class InMemoryUploads implements Uploads {

    private record Kept(byte[] bytes, Instant at) {}

    private final Map<UUID, Kept> files = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final long room;

    public InMemoryUploads(InstantSource clock, long room) {
        this.clock = clock;
        this.room = room;
    }

    @Override
    public Upload begin(UUID id) {
        if (files.containsKey(id)) {
            throw new IllegalStateException("the id is taken: " + id);
        }
        return new InMemoryUpload(id);
    }

    @Override
    public Optional<RowSource> rows(UUID id) {
        return Optional.ofNullable(files.get(id)).map(kept -> _ -> stream(kept.bytes()));
    }

    private static RowStream stream(byte[] bytes) {
        var lines = new String(bytes, UTF_8).lines().toList();
        if (lines.isEmpty()) {
            return InMemoryRowStream.unreadable("is empty");
        }
        var rows = new ArrayList<Table.Row>();
        for (int i = 1; i < lines.size(); i++) {
            rows.add(new Table.Row(i + 1, List.of(lines.get(i).split(",", -1))));
        }
        return InMemoryRowStream.of(List.of(lines.getFirst().split(",", -1)), rows);
    }

    @Override
    public void remove(UUID id) {
        files.remove(id);
    }

    @Override
    public int removeLeftovers(Instant before, Predicate<UUID> isWanted) {
        int count = files.size();
        files.entrySet()
                .removeIf(file ->
                        file.getValue().at().isBefore(before) && !isWanted.test(file.getKey()));
        return count - files.size();
    }

    /// The files that are kept.
    public int count() {
        return files.size();
    }

    private final class InMemoryUpload implements Upload {

        private final UUID id;
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private boolean isFull;

        InMemoryUpload(UUID id) {
            this.id = id;
        }

        @Override
        public boolean write(byte[] bytes, int offset, int length) {
            long taken = files.values().stream().mapToLong(kept -> kept.bytes().length).sum();
            isFull |= taken + written.size() + length > room;
            if (!isFull) {
                written.write(bytes, offset, length);
            }
            return !isFull;
        }

        @Override
        public ImportRun.File keep(String name) {
            if (isFull) {
                throw new IllegalStateException("a part of the file is missing");
            }
            var bytes = written.toByteArray();
            files.put(id, new Kept(bytes, clock.instant()));
            return new ImportRun.File(name, bytes.length, sha256(bytes));
        }

        private static String sha256(byte[] bytes) {
            try {
                return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            // What was not kept is forgotten with this.
        }
    }
}
