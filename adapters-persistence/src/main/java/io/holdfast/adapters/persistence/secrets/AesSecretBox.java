package io.holdfast.adapters.persistence.secrets;

import io.holdfast.domain.kernel.Secret;
import io.holdfast.domain.kernel.SecretBox;
import io.holdfast.domain.kernel.Unavailable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/// AES-256 in GCM under keys that HKDF (RFC 5869) makes of configured texts. A sealed text is
/// `hf1.` and the nonce, the ciphertext and the tag in base64url; its purpose is authenticated with
/// it.
public final class AesSecretBox implements SecretBox {

    private static final String FORM = "hf1.";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    /// The same texts sign tokens; what is made of them here is of no use there.
    private static final byte[] INFO =
            "holdfast secrets at rest, version 1".getBytes(StandardCharsets.US_ASCII);

    /// The present one first.
    private final List<SecretKey> keys;

    private final SecureRandom random;

    /// @param texts the present one, by which secrets are sealed, then earlier ones, by which they
    ///   still open; none at all seals and opens nothing
    public AesSecretBox(List<Secret> texts, SecureRandom random) {
        this.keys = texts.stream().map(AesSecretBox::key).toList();
        this.random = random;
    }

    private static SecretKey key(Secret text) {
        try {
            var parameters =
                    HKDFParameterSpec.ofExtract()
                            .addIKM(text.value().getBytes(StandardCharsets.UTF_8))
                            .thenExpand(INFO, KEY_BYTES);
            return KDF.getInstance("HKDF-SHA256").deriveKey("AES", parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks HKDF", e);
        }
    }

    @Override
    public String seal(Secret secret, String purpose) {
        if (secret.value().length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a secret has at most " + MAX_LENGTH + " characters");
        }
        if (keys.isEmpty()) {
            throw new Unavailable("no secret key is configured, by which secrets are sealed");
        }
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, keys.getFirst(), nonce, purpose);
            var hidden = cipher.doFinal(secret.value().getBytes(StandardCharsets.UTF_8));
            var whole = ByteBuffer.allocate(nonce.length + hidden.length).put(nonce).put(hidden);
            return FORM + Base64.getUrlEncoder().withoutPadding().encodeToString(whole.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret could not be sealed", e);
        }
    }

    @Override
    public Opening open(String sealed, String purpose) {
        var whole = bytes(sealed);
        for (int i = 0; i < keys.size(); i++) {
            var opened = open(keys.get(i), whole, purpose);
            if (opened.isPresent()) {
                return new Opening.Opened(opened.get(), i > 0);
            }
        }
        return new Opening.Unreadable();
    }

    /// Empty where they cannot be what we sealed. The last digit of base64 may have bits that mean
    /// nothing, and only one way of writing is ours.
    private static byte[] bytes(String sealed) {
        if (!sealed.startsWith(FORM)) {
            return new byte[0];
        }
        var digits = sealed.substring(FORM.length());
        try {
            var bytes = Base64.getUrlDecoder().decode(digits);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(digits)
                    ? bytes
                    : new byte[0];
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    private static Optional<Secret> open(SecretKey key, byte[] whole, String purpose) {
        if (whole.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            return Optional.empty();
        }
        var nonce = new byte[NONCE_BYTES];
        System.arraycopy(whole, 0, nonce, 0, NONCE_BYTES);
        try {
            var plain =
                    cipher(Cipher.DECRYPT_MODE, key, nonce, purpose)
                            .doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
            return Optional.of(new Secret(new String(plain, StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String purpose)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
