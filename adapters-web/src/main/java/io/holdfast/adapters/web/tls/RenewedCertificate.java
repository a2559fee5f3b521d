package io.holdfast.adapters.web.tls;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;

/// The certificate that new connections are shown. `look` follows the files: whoever renews a
/// certificate need not restart the server. Connections that are open keep theirs.
final class RenewedCertificate {

    private static final System.Logger LOG = System.getLogger(RenewedCertificate.class.getName());
    private static final Duration WARN_BEFORE = Duration.ofDays(14);
    private static final Duration WARN_EVERY = Duration.ofDays(1);

    private record Served(SSLContext context, Instant expiresAt) {}

    private final CertificateFiles files;
    private final InstantSource clock;
    private volatile Served served;
    private List<byte[]> taken;
    private List<byte[]> seen;
    private boolean unreadable;
    private Instant warnAgainAt = Instant.MIN;

    private RenewedCertificate(
            CertificateFiles files, InstantSource clock, List<byte[]> contents, Served served) {
        this.files = files;
        this.clock = clock;
        this.served = served;
        this.taken = contents;
        this.seen = contents;
    }

    /// @throws IllegalArgumentException saying which file cannot be used and why
    static RenewedCertificate open(CertificateFiles files, InstantSource clock) {
        try {
            var contents = files.contents();
            var renewed = new RenewedCertificate(files, clock, contents, load(files, contents));
            renewed.warnOfEnd();
            return renewed;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the TLS certificate cannot be used: %s: %s".formatted(files, e.getMessage()),
                    e);
        }
    }

    private static Served load(CertificateFiles files, List<byte[]> contents)
            throws GeneralSecurityException {
        var pair = KeyPairOfServer.read(files, contents);
        return new Served(pair.context(), pair.expiresAt());
    }

    SSLContext context() {
        return served.context();
    }

    /// Negative once it has ended.
    double secondsLeft() {
        return Duration.between(clock.instant(), served.expiresAt()).toSeconds();
    }

    /// Takes over what is in the files, whole or not at all, once it stood there unchanged at two
    /// looks in a row: a file that is being written is left alone. What cannot be used is logged
    /// once. Called by one thread.
    void look() {
        try {
            var contents = files.contents();
            boolean steady = same(contents, seen);
            boolean first = !same(contents, taken);
            seen = contents;
            unreadable = false;
            if (steady && first) {
                taken = contents;
                served = load(files, contents);
                warnAgainAt = Instant.MIN;
                LOG.log(Level.INFO, "a new TLS certificate is in use until " + served.expiresAt());
            }
        } catch (IOException e) {
            if (!unreadable) {
                unreadable = true;
                keepOld(e);
            }
        } catch (GeneralSecurityException | RuntimeException e) {
            keepOld(e);
        }
        warnOfEnd();
    }

    private void keepOld(Exception cause) {
        LOG.log(
                Level.WARNING,
                "the new TLS certificate cannot be used, the old one stays: " + files,
                cause);
    }

    private void warnOfEnd() {
        var now = clock.instant();
        var end = served.expiresAt();
        if (now.isAfter(end.minus(WARN_BEFORE)) && !now.isBefore(warnAgainAt)) {
            warnAgainAt = now.plus(WARN_EVERY);
            LOG.log(
                    Level.WARNING,
                    (now.isAfter(end)
                                    ? "the TLS certificate ended at "
                                    : "the TLS certificate ends at ")
                            + end);
        }
    }

    private static boolean same(List<byte[]> some, List<byte[]> others) {
        for (int i = 0; i < some.size(); i++) {
            if (!Arrays.equals(some.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }
}
