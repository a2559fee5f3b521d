package io.holdfast.adapters.web.identity;

import io.holdfast.domain.identity.CommonPasswords;
import io.holdfast.domain.identity.Password;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/// The list that comes with this release, and what is made of the product's name. The list has the
/// passwords of 8 characters or more, in lower case, one a line; where it comes from stands in the
/// file beside it.
public final class BundledCommonPasswords implements CommonPasswords {

    private static final String LIST = "common-passwords.txt.gz";
    private static final String PRODUCT = "holdfast";

    private final Set<String> list;

    private BundledCommonPasswords(Set<String> list) {
        this.list = list;
    }

    public static BundledCommonPasswords load() {
        try (var packed = BundledCommonPasswords.class.getResourceAsStream(LIST);
                var text = new GZIPInputStream(Objects.requireNonNull(packed));
                var lines =
                        new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
            return new BundledCommonPasswords(
                    lines.lines().collect(Collectors.toUnmodifiableSet()));
        } catch (IOException e) {
            throw new UncheckedIOException("the list of common passwords cannot be read", e);
        }
    }

    @Override
    public boolean contains(Password password) {
        var folded =
                Normalizer.normalize(password.value(), Normalizer.Form.NFKC)
                        .toLowerCase(Locale.ROOT);
        return list.contains(folded) || isMadeOfProduct(folded);
    }

    /// The name, and beside it nothing that would do as a password alone.
    private boolean isMadeOfProduct(String folded) {
        var rest = folded.replace(PRODUCT, "");
        return rest.length() < folded.length()
                && (rest.length() < Password.MIN_LENGTH || list.contains(rest));
    }

    int size() {
        return list.size();
    }
}
