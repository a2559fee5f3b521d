package io.holdfast.adapters.web.http;

import io.holdfast.domain.kernel.Egress;
import io.holdfast.domain.kernel.IpAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Addresses on the web that callers give us to send something to. What names a machine of ours or
/// of our network is refused, in whatever form it is written, or a caller could reach through us
/// what it cannot reach itself. A name is taken as it is: where it leads can change, so that
/// whoever connects has to look again.
public final class OutsideUrl {

    public static final int MAX_LENGTH = 2_000;

    public static final String RULE =
            ("must be an absolute http or https URL of at most %d characters without credentials,"
                            + " and not of a private or local address")
                    .formatted(MAX_LENGTH);

    private static final int MAX_PORT = 65_535;

    /// A last part that is a number makes the whole an IPv4 address for most readers, which also
    /// take 2130706433, 0x7f.1 and 0177.0.0.1 for one.
    private static final Pattern ENDS_IN_A_NUMBER =
            Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)");

    private static final Pattern NAME =
            Pattern.compile(
                    "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*");

    private static final List<String> OWN_NAMES =
            List.of("localhost", "local", "internal", "localdomain");

    private OutsideUrl() {}

    /// Whether the text is one.
    public static boolean isOne(String text) {
        if (text.length() > MAX_LENGTH) {
            return false;
        }
        try {
            var url = new URI(text);
            var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            return (scheme.equals("http") || scheme.equals("https"))
                    && url.getRawUserInfo() == null
                    && url.getHost() != null
                    && url.getPort() != 0
                    && url.getPort() <= MAX_PORT
                    && isOutside(url.getHost().toLowerCase(Locale.ROOT));
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static boolean isOutside(String host) {
        if (host.startsWith("[")) {
            return IpAddress.parse(host.substring(1, host.length() - 1))
                    .filter(Egress::isPublic)
                    .isPresent();
        }
        var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (ENDS_IN_A_NUMBER.matcher(name).matches()) {
            return IpAddress.parse(name).filter(Egress::isPublic).isPresent();
        }
        return NAME.matcher(name).matches()
                && OWN_NAMES.stream()
                        .noneMatch(own -> name.equals(own) || name.endsWith("." + own));
    }
}
