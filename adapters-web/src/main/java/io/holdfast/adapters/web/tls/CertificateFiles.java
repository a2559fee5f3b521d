package io.holdfast.adapters.web.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where the server's certificate and its private key are. Texts never show the password.
public sealed interface CertificateFiles {

    /// More than any chain with its key.
    int MAX_FILE_BYTES = 1 << 20;

    /// @param certificates PEM, the server's own first, then those that vouch for it
    /// @param privateKey PEM: PKCS#8, PKCS#1 (RSA) or SEC1 (elliptic curve), not encrypted
    record Pem(Path certificates, Path privateKey) implements CertificateFiles {}

    /// A PKCS#12 file with one key.
    record KeyStoreFile(Path file, String password) implements CertificateFiles {
        @Override
        public String toString() {
            return "KeyStoreFile[" + file + "]";
        }
    }

    /// What is in the files now, in the order of the components.
    ///
    /// @throws IOException when one is missing or larger than `MAX_FILE_BYTES`
    default List<byte[]> contents() throws IOException {
        return switch (this) {
            case Pem(var certificates, var privateKey) ->
                    List.of(read(certificates), read(privateKey));
            case KeyStoreFile(var file, var _) -> List.of(read(file));
        };
    }

    private static byte[] read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                throw new IOException(file + " has more than " + MAX_FILE_BYTES + " bytes");
            }
            return bytes;
        }
    }
}
