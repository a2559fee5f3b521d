package io.holdfast.adapters.web.identity.oidc;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/// Where a provider's documents may be: at an `https` address, or on this machine.
public final class ProviderAddress {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private ProviderAddress() {}

    /// Empty for any other address, also for one with a user's name or a fragment.
    public static Optional<URI> of(String text) {
        try {
            var address = new URI(text);
            var scheme = address.getScheme();
            var host = address.getHost();
            if (scheme == null
                    || host == null
                    || address.getRawUserInfo() != null
                    || address.getRawFragment() != null) {
                return Optional.empty();
            }
            boolean safe =
                    scheme.equals("https")
                            || (scheme.equals("http") && THIS_MACHINE.contains(host));
            return safe ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }
}
