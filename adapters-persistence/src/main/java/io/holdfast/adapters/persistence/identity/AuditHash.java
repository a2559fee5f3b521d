package io.holdfast.adapters.persistence.identity;

import io.holdfast.domain.identity.AuditEvent;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;

/// The hash of an audit row: SHA-256, as 64 lower-case hex digits, over the row's fields in this
/// order, each as the length of its UTF-8 form in 4 bytes (big-endian) and then that form:
///
/// 1. the format, `holdfast-audit-1`
/// 2. the position, in decimal digits
/// 3. the hash of the row before it, or 64 zeros
/// 4. the event's id, in lower case
/// 5. the moment in UTC, always with six decimals: `2026-01-02T03:04:05.000006Z`
/// 6. to 13. the actor's kind, id and name, the action, the target, the address, the request's id
///    and the result
///
/// Lengths make it unambiguous: no text can be moved from one field to the next. Others verify by
/// this, so that it never changes; a second form would be a second format.
final class AuditHash {

    private static final String FORMAT = "holdfast-audit-1";
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private AuditHash() {}

    static String of(long position, String previousHash, AuditEvent event) {
        var fields =
                List.of(
                        FORMAT,
                        String.valueOf(position),
                        previousHash,
                        event.id().toString(),
                        MOMENT.format(event.at()),
                        event.actor().kind().name(),
                        event.actor().id(),
                        event.actor().name(),
                        event.action(),
                        event.target(),
                        event.address(),
                        event.requestId(),
                        event.result().name());
        return HexFormat.of().formatHex(sha256().digest(bytes(fields)));
    }

    private static byte[] bytes(List<String> fields) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            for (var field : fields) {
                var text = field.getBytes(StandardCharsets.UTF_8);
                out.writeInt(text.length);
                out.write(text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
