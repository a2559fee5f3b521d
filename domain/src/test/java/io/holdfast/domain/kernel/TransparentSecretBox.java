package io.holdfast.domain.kernel;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// A box that hides nothing but what stands in the sealed text: it remembers what it sealed.
public final class TransparentSecretBox implements SecretBox {

    private record Sealed(String purpose, Secret secret) {}

    private final Map<String, Sealed> sealed = new HashMap<>();

    @Override
    public synchronized String seal(Secret secret, String purpose) {
        if (secret.value().length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a secret has at most " + MAX_LENGTH);
        }
        var name = Integer.toString(sealed.size() + 1).getBytes(StandardCharsets.US_ASCII);
        var text = "box:" + HexFormat.of().formatHex(name);
        sealed.put(text, new Sealed(purpose, secret));
        return text;
    }

    @Override
    public synchronized Opening open(String text, String purpose) {
        var found = sealed.get(text);
        return found != null && found.purpose().equals(purpose)
                ? new Opening.Opened(found.secret(), false)
                : new Opening.Unreadable();
    }
}
