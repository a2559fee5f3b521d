package io.holdfast.bootstrap.config;

import io.holdfast.adapters.web.WebAdapter;
import io.holdfast.bootstrap.config.Config.Profile;
import io.holdfast.bootstrap.config.Config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Reads how access tokens are signed, and whose are taken beside our own.
final class TokenSettings {

    private static final int MIN_SECRET_BYTES = 32;
    private static final int MAX_EARLIER = 5;
    private static final int MAX_FILE_BYTES = 64 * 1024;
    private static final String SHARED_SECRET = "HS256";

    private final Function<ConfigKey, String> texts;
    private final BiConsumer<ConfigKey, String> faults;

    /// @param texts what is set for a key
    /// @param faults takes what is wrong with a key
    TokenSettings(Function<ConfigKey, String> texts, BiConsumer<ConfigKey, String> faults) {
        this.texts = texts;
        this.faults = faults;
    }

    Config.Signing signing(Profile profile) {
        var algorithm = texts.apply(ConfigKey.SIGNING_ALGORITHM);
        return switch (algorithm) {
            case SHARED_SECRET -> bySecret(profile);
            case "RS256", "EdDSA" -> byFile(algorithm);
            default -> {
                faults.accept(ConfigKey.SIGNING_ALGORITHM, "must be one of HS256, RS256, EdDSA");
                yield bySecret(profile);
            }
        };
    }

    private Config.Signing bySecret(Profile profile) {
        var present = texts.apply(ConfigKey.SECRET_KEY);
        if (present.isEmpty() && profile == Profile.PRODUCTION) {
            faults.accept(ConfigKey.SECRET_KEY, "is required in production");
        } else if (!present.isEmpty() && isShort(present)) {
            faults.accept(
                    ConfigKey.SECRET_KEY, "must have at least " + MIN_SECRET_BYTES + " bytes");
        }
        if (!texts.apply(ConfigKey.SIGNING_KEY_FILE).isEmpty()) {
            faults.accept(ConfigKey.SIGNING_KEY_FILE, "is for RS256 and EdDSA only");
        }
        return new Config.Signing.BySecret(new Secret(present), earlier());
    }

    /// Of the same secrets as tokens, which may be set for this alone.
    Config.Sealing sealing() {
        return new Config.Sealing(
                new Secret(texts.apply(ConfigKey.SECRET_KEY)),
                list(texts.apply(ConfigKey.PREVIOUS_SECRET_KEYS)).stream()
                        .map(Secret::new)
                        .toList());
    }

    private List<Secret> earlier() {
        var all = list(texts.apply(ConfigKey.PREVIOUS_SECRET_KEYS));
        if (all.size() > MAX_EARLIER) {
            faults.accept(ConfigKey.PREVIOUS_SECRET_KEYS, "must be at most " + MAX_EARLIER);
        }
        if (all.stream().anyMatch(TokenSettings::isShort)) {
            faults.accept(
                    ConfigKey.PREVIOUS_SECRET_KEYS,
                    "must have at least " + MIN_SECRET_BYTES + " bytes each");
        }
        return all.stream().map(Secret::new).toList();
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    private static boolean isShort(String secret) {
        return secret.getBytes(StandardCharsets.UTF_8).length < MIN_SECRET_BYTES;
    }

    private Config.Signing byFile(String algorithm) {
        var present = texts.apply(ConfigKey.SECRET_KEY);
        if (present.isEmpty() && !texts.apply(ConfigKey.PREVIOUS_SECRET_KEYS).isEmpty()) {
            faults.accept(
                    ConfigKey.PREVIOUS_SECRET_KEYS, "is for HS256 only, or beside a secret key");
        } else if (!present.isEmpty()) {
            // It signs nothing then, and still seals.
            if (isShort(present)) {
                faults.accept(
                        ConfigKey.SECRET_KEY, "must have at least " + MIN_SECRET_BYTES + " bytes");
            }
            var _ = earlier();
        }
        var pem = file(texts.apply(ConfigKey.SIGNING_KEY_FILE));
        if (!pem.isEmpty()) {
            try {
                // Made here to be refused here, before the database is touched.
                var _ = WebAdapter.accessTokens(algorithm, pem);
            } catch (IllegalArgumentException e) {
                faults.accept(ConfigKey.SIGNING_KEY_FILE, String.valueOf(e.getMessage()));
            }
        }
        return new Config.Signing.ByPrivateKey(algorithm, new Secret(pem));
    }

    /// Empty, and a fault, for a file that cannot be read.
    private String file(String name) {
        if (name.isEmpty()) {
            faults.accept(ConfigKey.SIGNING_KEY_FILE, "is required for RS256 and EdDSA");
            return "";
        }
        try {
            var path = Path.of(name);
            if (Files.size(path) <= MAX_FILE_BYTES) {
                return Files.readString(path, StandardCharsets.ISO_8859_1);
            }
            faults.accept(ConfigKey.SIGNING_KEY_FILE, "is no PEM file: it is too large");
        } catch (IOException | InvalidPathException _) {
            faults.accept(ConfigKey.SIGNING_KEY_FILE, "cannot be read");
        }
        return "";
    }

    Config.Provider provider() {
        var issuer = texts.apply(ConfigKey.OIDC_ISSUER);
        var audience = texts.apply(ConfigKey.OIDC_AUDIENCE);
        if (issuer.isEmpty()) {
            if (!audience.isEmpty()) {
                faults.accept(ConfigKey.OIDC_AUDIENCE, "is of no use without an issuer");
            }
            return new Config.Provider.None();
        }
        if (!WebAdapter.isProviderAddress(issuer)) {
            faults.accept(ConfigKey.OIDC_ISSUER, "must be an https address");
        }
        if (audience.isEmpty()) {
            faults.accept(ConfigKey.OIDC_AUDIENCE, "is required beside an issuer");
        }
        var claim = texts.apply(ConfigKey.OIDC_USERNAME_CLAIM);
        if (claim.isEmpty()) {
            faults.accept(ConfigKey.OIDC_USERNAME_CLAIM, "must name a claim");
        }
        return new Config.Provider.Trusted(issuer, audience, claim);
    }
}
