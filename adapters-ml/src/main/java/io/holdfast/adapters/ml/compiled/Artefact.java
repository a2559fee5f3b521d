package io.holdfast.adapters.ml.compiled;

import io.holdfast.domain.models.ModelLoader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// The stored form of a served model; docs/model-format.md is its description.
public final class Artefact {

    /// Neither text nor any common format; damaged by a transfer that changes line ends.
    private static final byte[] MAGIC = {(byte) 0x89, 'H', 'F', 'M', '\r', '\n', 0x1a, '\n'};

    static final int FORMAT = 1;
    static final int HASH_BYTES = 32;

    /// Larger ones are not read.
    public static final int MAX_BYTES = 64 << 20;

    private Artefact() {}

    /// The same model gives the same bytes.
    public static byte[] write(ServedModel model) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.write(MAGIC);
            out.writeShort(FORMAT);
            new ArtefactWriter(out).write(model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.writeBytes(sha256(bytes.toByteArray()));
        return bytes.toByteArray();
    }

    /// Checks the frame first (magic, format, digest), so that damage is named as such; then reads
    /// with bounds on everything, because a digest does not make bytes trustworthy.
    public static ModelLoader.Outcome read(byte[] artefact) {
        int head = MAGIC.length + Short.BYTES;
        if (artefact.length < MAGIC.length
                || !Arrays.equals(MAGIC, Arrays.copyOf(artefact, MAGIC.length))) {
            return new ModelLoader.Outcome.Unusable("not a model artefact");
        }
        if (artefact.length > MAX_BYTES) {
            return new ModelLoader.Outcome.Unusable(
                    "larger than " + MAX_BYTES + " bytes: " + artefact.length);
        }
        if (artefact.length < head + HASH_BYTES) {
            return new ModelLoader.Outcome.Unusable("truncated model artefact");
        }
        int format = ByteBuffer.wrap(artefact).getShort(MAGIC.length) & 0xffff;
        if (format != FORMAT) {
            return new ModelLoader.Outcome.Unusable(
                    "model format " + format + " is unknown; this release reads " + FORMAT);
        }
        int end = artefact.length - HASH_BYTES;
        var digest = Arrays.copyOfRange(artefact, end, artefact.length);
        if (!MessageDigest.isEqual(digest, sha256(Arrays.copyOf(artefact, end)))) {
            return new ModelLoader.Outcome.Unusable(
                    "damaged or truncated model artefact: its SHA-256 does not match");
        }
        try {
            var body = ByteBuffer.wrap(artefact, head, end - head).slice();
            return new ModelLoader.Outcome.Loaded(new ArtefactReader(body).read());
        } catch (MalformedArtefactException e) {
            return new ModelLoader.Outcome.Unusable("malformed model artefact: " + e.getMessage());
        }
    }

    public static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// What is wrong with the bytes; stays inside this package.
    static final class MalformedArtefactException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedArtefactException(String detail) {
            super(detail);
        }
    }
}
