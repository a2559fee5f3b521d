package io.holdfast.domain.kernel;

import java.util.Collection;
import java.util.Optional;

/// A range of addresses in CIDR notation, such as `10.0.0.0/8` or `2001:db8::/32`; an address alone
/// is a range of one.
///
/// @param prefix how many of the 128 bits count, 0 to 128
public record Network(IpAddress base, int prefix) {

    public static final String RULE = "must be an address or a network such as 10.0.0.0/8";

    private static final int BITS = 128;
    private static final int IPV4_OFFSET = 96;

    public Network {
        if (prefix < 0 || prefix > BITS) {
            throw new IllegalArgumentException("a prefix is 0 to 128 bits");
        }
        base = masked(base, prefix);
    }

    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        var address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        boolean ipv4 = text.indexOf(':') < 0;
        if (slash < 0) {
            return Optional.of(new Network(address.get(), BITS));
        }
        var length = text.substring(slash + 1);
        if (!length.matches("0|[1-9][0-9]{0,2}")) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(length) + (ipv4 ? IPV4_OFFSET : 0);
        return prefix > BITS ? Optional.empty() : Optional.of(new Network(address.get(), prefix));
    }

    public boolean contains(IpAddress address) {
        return masked(address, prefix).equals(base);
    }

    public static boolean anyContains(Collection<Network> networks, IpAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static IpAddress masked(IpAddress address, int prefix) {
        return new IpAddress(
                address.high() & mask(prefix), address.low() & mask(prefix - Long.SIZE));
    }

    private static long mask(int bits) {
        if (bits <= 0) {
            return 0;
        }
        return bits >= Long.SIZE ? -1L : -1L << (Long.SIZE - bits);
    }

    @Override
    public String toString() {
        int shown = base.isIpv4() && prefix >= IPV4_OFFSET ? prefix - IPV4_OFFSET : prefix;
        return base + "/" + shown;
    }
}
