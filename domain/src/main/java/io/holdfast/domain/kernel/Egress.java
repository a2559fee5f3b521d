package io.holdfast.domain.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Where outgoing calls may go: to every address of the internet, and to those of our own network
/// that are named. Ask about the address that is connected to, not about one that the name had
/// before.
///
/// @param networks that may be reached although they are not public
/// @param hosts that may be reached wherever they are, in lower case
public record Egress(List<Network> networks, Set<String> hosts) {

    public static final String RULE =
            "must be host names, addresses and networks such as 10.0.0.0/8";

    private static final int MAX_HOST_LENGTH = 253;
    private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
    private static final Pattern HOST = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    /// The last part of a name is no number, so that a mistyped address is not taken for a name.
    private static final Pattern NUMBER_LAST = Pattern.compile("(.*\\.)?(0[xX])?[0-9]+");

    /// Addresses that are not of the public internet: this host, private networks, links (with the
    /// metadata services of clouds), carriers' networks, tests, several receivers, and the rest
    /// that nobody routes.
    private static final List<Network> NOT_PUBLIC =
            networks(
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
                    "224.0.0.0/4",
                    "240.0.0.0/4");

    /// Of IPv6, only these are given out for the internet.
    private static final Network GLOBAL_IPV6 = network("2000::/3");

    /// Within them: protocol assignments with Teredo, documentation, 6to4.
    private static final List<Network> NOT_PUBLIC_IPV6 =
            networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    public Egress {
        networks = List.copyOf(networks);
        hosts = Set.copyOf(hosts);
    }

    /// Only the internet.
    public static Egress publicOnly() {
        return new Egress(List.of(), Set.of());
    }

    /// Hosts and networks, separated by commas; as `toString` writes it. Empty where one of them is
    /// neither.
    public static Optional<Egress> parse(String text) {
        var networks = new ArrayList<Network>();
        var hosts = new TreeSet<String>();
        for (var part : text.split(",", -1)) {
            var one = part.strip();
            if (one.isEmpty()) {
                continue;
            }
            var network = Network.parse(one);
            network.ifPresent(networks::add);
            if (network.isEmpty()) {
                if (!isHostName(one)) {
                    return Optional.empty();
                }
                hosts.add(one.toLowerCase(Locale.ROOT));
            }
        }
        return Optional.of(new Egress(networks, hosts));
    }

    /// Whether this is written like the name of a host, not like an address.
    public static boolean isHostName(String text) {
        return text.length() <= MAX_HOST_LENGTH
                && HOST.matcher(text).matches()
                && !NUMBER_LAST.matcher(text).matches();
    }

    /// @param host as it was asked for: a name, or an address
    /// @param address which that is
    public boolean permits(String host, IpAddress address) {
        return isPublic(address)
                || hosts.contains(host.toLowerCase(Locale.ROOT))
                || Network.anyContains(networks, address);
    }

    /// Whether it is of the public internet.
    public static boolean isPublic(IpAddress address) {
        return address.isIpv4()
                ? !Network.anyContains(NOT_PUBLIC, address)
                : GLOBAL_IPV6.contains(address) && !Network.anyContains(NOT_PUBLIC_IPV6, address);
    }

    private static List<Network> networks(String... texts) {
        return List.of(texts).stream().map(Egress::network).toList();
    }

    private static Network network(String text) {
        return Network.parse(text).orElseThrow();
    }

    @Override
    public String toString() {
        var parts = new ArrayList<>(networks.stream().map(Network::toString).toList());
        parts.addAll(new TreeSet<>(hosts));
        return String.join(",", parts);
    }
}
