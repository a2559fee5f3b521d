package io.holdfast.bootstrap;

import io.holdfast.domain.kernel.Sha256;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 by the JDK, which has to bring it.
final class MessageDigestSha256 implements Sha256 {

    @Override
    public String hex(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
