package io.holdfast.application.identity;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/// The text of a key: `hf_live_`, 32 base-62 digits (190 bits), and a checksum of 6 that lets a
/// scanner, and us, tell a key from noise.
final class KeyText {

    private static final String PREFIX = "hf_live_";
    private static final String ALPHABET =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int SECRET_LENGTH = 32;
    private static final int CHECKSUM_LENGTH = 6;

    private KeyText() {}

    static String create(RandomGenerator random) {
        var secret = new StringBuilder(PREFIX);
        for (int i = 0; i < SECRET_LENGTH; i++) {
            secret.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return secret.append(checksum(secret.toString())).toString();
    }

    /// Whether it claims to be one of ours and cannot be. Keys that operators configured have any
    /// form.
    static boolean isDamaged(String text) {
        if (!text.startsWith(PREFIX)) {
            return false;
        }
        int end = text.length() - CHECKSUM_LENGTH;
        return end != PREFIX.length() + SECRET_LENGTH
                || !checksum(text.substring(0, end)).equals(text.substring(end));
    }

    private static String checksum(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        var digits = new StringBuilder();
        long rest = crc.getValue();
        for (int i = 0; i < CHECKSUM_LENGTH; i++) {
            digits.insert(0, ALPHABET.charAt((int) (rest % ALPHABET.length())));
            rest /= ALPHABET.length();
        }
        return digits.toString();
    }
}
