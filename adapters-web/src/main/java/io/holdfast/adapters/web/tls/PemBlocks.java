package io.holdfast.adapters.web.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/// The parts of a PEM file (RFC 7468), and private keys in the three forms that tools write.
///
/// @param label such as `CERTIFICATE`
record PemBlocks(String label, byte[] content) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int OBJECT_ID = 0x06;
    private static final int PARAMETERS = 0xA0;
    private static final byte[] VERSION_0 = {2, 1, 0};
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC_PUBLIC_KEY = HexFormat.of().parseHex("06072a8648ce3d0201");

    /// @throws GeneralSecurityException when a part is broken or cut short
    static List<PemBlocks> read(String text) throws GeneralSecurityException {
        var blocks = new ArrayList<PemBlocks>();
        var matcher = BLOCK.matcher(text);
        int begun = text.split("-----BEGIN ", -1).length - 1;
        while (matcher.find()) {
            try {
                var body = matcher.group(2).replaceAll("\\s", "");
                blocks.add(new PemBlocks(matcher.group(1), Base64.getDecoder().decode(body)));
            } catch (IllegalArgumentException _) {
                throw new GeneralSecurityException("a PEM block is broken");
            }
        }
        if (blocks.size() != begun) {
            throw new GeneralSecurityException("a PEM block is encrypted or has no end");
        }
        return blocks;
    }

    /// The first private key.
    ///
    /// @param algorithm of the public key it belongs to
    static PrivateKey privateKey(String text, String algorithm) throws GeneralSecurityException {
        for (var block : read(text)) {
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return key(block.content(), algorithm);
                }
                case "RSA PRIVATE KEY" -> {
                    return key(pkcs8(RSA, block.content()), algorithm);
                }
                case "EC PRIVATE KEY" -> {
                    var curve = curve(block.content());
                    var id = der(SEQUENCE, join(EC_PUBLIC_KEY, curve));
                    return key(pkcs8(id, block.content()), algorithm);
                }
                case "ENCRYPTED PRIVATE KEY" ->
                        throw new GeneralSecurityException("the private key is encrypted");
                default -> {
                    // Such as the curve's parameters, which stand in the key as well.
                }
            }
        }
        throw new GeneralSecurityException("there is no private key");
    }

    private static PrivateKey key(byte[] pkcs8, String algorithm) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    private static byte[] pkcs8(byte[] algorithmId, byte[] key) {
        return der(SEQUENCE, join(VERSION_0, algorithmId, der(OCTETS, key)));
    }

    /// The curve's object identifier, from `SEQUENCE { 1, key, [0] { OBJECT IDENTIFIER }, ... }`.
    private static byte[] curve(byte[] sec1) throws GeneralSecurityException {
        try {
            int at = contentAt(sec1, 0);
            while (at < sec1.length) {
                int content = contentAt(sec1, at);
                if ((sec1[at] & 0xFF) == PARAMETERS && sec1[content] == OBJECT_ID) {
                    return Arrays.copyOfRange(
                            sec1, content, contentAt(sec1, content) + sec1[content + 1]);
                }
                at = content + length(sec1, at);
            }
        } catch (ArrayIndexOutOfBoundsException _) {
            // Told below.
        }
        throw new GeneralSecurityException("the private key does not name its curve");
    }

    private static int contentAt(byte[] der, int at) {
        int first = der[at + 1] & 0xFF;
        return at + 2 + (first < 0x80 ? 0 : first - 0x80);
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xFF;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = at + 2; i < contentAt(der, at); i++) {
            length = (length << 8) | (der[i] & 0xFF);
        }
        return length;
    }

    private static byte[] der(int tag, byte[] content) {
        int length = content.length;
        var head =
                length < 0x80
                        ? new byte[] {(byte) tag, (byte) length}
                        : new byte[] {
                            (byte) tag,
                            (byte) 0x83,
                            (byte) (length >>> 16),
                            (byte) (length >>> 8),
                            (byte) length
                        };
        return join(head, content);
    }

    private static byte[] join(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        var all = new byte[length];
        int at = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
