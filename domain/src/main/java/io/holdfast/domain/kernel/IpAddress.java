package io.holdfast.domain.kernel;

import java.util.Optional;

/// An IPv4 or IPv6 address as 128 bits; IPv4 as RFC 4291 maps it (`::ffff:a.b.c.d`), so that the
/// two ways of writing one address are equal. Zones (`%eth0`) are not addresses here.
public record IpAddress(long high, long low) {

    private static final long MAPPED = 0xFFFF_0000_0000L;
    private static final int GROUPS = 8;
    private static final int MAX_LENGTH = 45;

    public static Optional<IpAddress> parse(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return text.indexOf(':') < 0
                ? ipv4(text).map(bits -> new IpAddress(0, MAPPED | bits))
                : ipv6(text);
    }

    public boolean isIpv4() {
        return high == 0 && low >>> 32 == MAPPED >>> 32;
    }

    /// Who is counted under this address: itself, or of IPv6 the first address of its /64, since
    /// one host has all of those.
    public IpAddress subscriber() {
        return isIpv4() ? this : new IpAddress(high, 0);
    }

    /// Four decimal numbers without leading zeros, which some readers take for octal.
    private static Optional<Long> ipv4(String text) {
        var parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        long bits = 0;
        for (var part : parts) {
            if (!isByte(part)) {
                return Optional.empty();
            }
            bits = (bits << 8) | Integer.parseInt(part);
        }
        return Optional.of(bits);
    }

    /// Asked on every request, so without a pattern.
    private static boolean isByte(String text) {
        int length = text.length();
        if (length == 0 || length > 3 || (length > 1 && text.charAt(0) == '0')) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return Integer.parseInt(text) <= 255;
    }

    private static Optional<IpAddress> ipv6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        var head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        var tail = gap < 0 ? Optional.of(new int[0]) : groups(text.substring(gap + 2), true);
        if (head.isEmpty() || tail.isEmpty()) {
            return Optional.empty();
        }
        int length = head.get().length + tail.get().length;
        if (gap < 0 ? length != GROUPS : length >= GROUPS) {
            return Optional.empty();
        }
        var all = new int[GROUPS];
        System.arraycopy(head.get(), 0, all, 0, head.get().length);
        System.arraycopy(tail.get(), 0, all, GROUPS - tail.get().length, tail.get().length);
        return Optional.of(new IpAddress(bits(all, 0), bits(all, 4)));
    }

    /// @param last whether the text may end in an IPv4 address
    private static Optional<int[]> groups(String text, boolean last) {
        if (text.isEmpty()) {
            return Optional.of(new int[0]);
        }
        var parts = text.split(":", -1);
        var embedded =
                last && parts[parts.length - 1].indexOf('.') >= 0
                        ? ipv4(parts[parts.length - 1])
                        : Optional.<Long>empty();
        int plain = parts.length - (embedded.isPresent() ? 1 : 0);
        var groups = new int[plain + (embedded.isPresent() ? 2 : 0)];
        for (int i = 0; i < plain; i++) {
            if (!parts[i].matches("[0-9a-fA-F]{1,4}")) {
                return Optional.empty();
            }
            groups[i] = Integer.parseInt(parts[i], 16);
        }
        if (embedded.isPresent()) {
            groups[plain] = (int) (embedded.get() >>> 16);
            groups[plain + 1] = (int) (embedded.get() & 0xFFFF);
        }
        return Optional.of(groups);
    }

    private static long bits(int[] groups, int from) {
        long bits = 0;
        for (int i = from; i < from + 4; i++) {
            bits = (bits << 16) | groups[i];
        }
        return bits;
    }

    /// As people write it: `10.0.0.1`, or all eight groups of IPv6 without leading zeros.
    @Override
    public String toString() {
        var text = new StringBuilder();
        if (isIpv4()) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                text.append((low >>> shift) & 0xFF).append(shift > 0 ? "." : "");
            }
            return text.toString();
        }
        for (int group = 0; group < GROUPS; group++) {
            long half = group < 4 ? high : low;
            text.append(Long.toHexString((half >>> (48 - 16 * (group % 4))) & 0xFFFF))
                    .append(group < GROUPS - 1 ? ":" : "");
        }
        return text.toString();
    }
}
