package io.holdfast.adapters.web.http;

import io.holdfast.domain.kernel.IpAddress;
import io.holdfast.domain.kernel.Network;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

    /// The special-purpose registries of IANA, but for what is public. IPv6 outside of 2000::/3 is
    /// not in use, and what is tunnelled in it leads to IPv4.
    private static final List<Network> NOT_OUTSIDE =
            Stream.of(
                            "0.0.0.0/8",
                            "10.0.0.0/8",
                            "100.64.0.0/10",
                            "127.0.0.0/8",
                            "169.254.0.0/16",
                            "172.16.0.0/12",
                            "192.0.0.0/24",
                            "192.0.2.0/24",
                            "192.88.99.0/24",
                            "192.168.0.0/16",
                            "198.18.0.0/15",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "224.0.0.0/3",
                            "2001::/23",
                            "2001:db8::/32",
                            "2002::/16",
                            "3fff::/20")
                    .map(text -> Network.parse(text).orElseThrow())
                    .toList();

    private static final Network IPV6_IN_USE = Network.parse("2000::/3").orElseThrow();

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
                    .filter(OutsideUrl::isOutside)
                    .isPresent();
        }
        var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (ENDS_IN_A_NUMBER.matcher(name).matches()) {
            return IpAddress.parse(name).filter(OutsideUrl::isOutside).isPresent();
        }
        return NAME.matcher(name).matches()
                && OWN_NAMES.stream()
                        .noneMatch(own -> name.equals(own) || name.endsWith("." + own));
    }

    private static boolean isOutside(IpAddress address) {
        return (address.isIpv4() || IPV6_IN_USE.contains(address))
                && !Network.anyContains(NOT_OUTSIDE, address);
    }
}
