package io.holdfast.domain.customers;

import java.util.UUID;

/// Ids for returns that their source gives none: the same return has the same id wherever and
/// however often it comes, so two that say the same are one.
public final class ReturnIds {

    private static final String PREFIX = "return-";
    private static final char SEPARATOR = '\u001f';

    private ReturnIds() {}

    /// The fact's own id, or the one that is made of its other fields.
    public static String of(Fact fact) {
        var given = fact.at(0);
        return given == null ? made(fact) : given;
    }

    private static String made(Fact fact) {
        var said = new StringBuilder();
        for (int i = 1; i < FactKind.RETURNS.fields().size(); i++) {
            var value = fact.at(i);
            said.append(value == null ? "" : value).append(SEPARATOR);
        }
        return PREFIX + UUID.nameUUIDFromBytes(bytes(said));
    }

    /// Both bytes of each character.
    private static byte[] bytes(CharSequence text) {
        var bytes = new byte[2 * text.length()];
        for (int i = 0; i < text.length(); i++) {
            bytes[2 * i] = (byte) (text.charAt(i) >> 8);
            bytes[2 * i + 1] = (byte) text.charAt(i);
        }
        return bytes;
    }
}
