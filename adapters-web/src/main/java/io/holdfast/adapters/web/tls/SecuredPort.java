package io.holdfast.adapters.web.tls;

import io.helidon.common.tls.Tls;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/// TLS for the server's port, and the thread that looks for renewed certificates.
public final class SecuredPort implements AutoCloseable {

    private static final int LOOK_SECONDS = 10;
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    private final RenewedCertificate certificate;
    private final Tls tls;
    private final ScheduledExecutorService looking =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("tls-certificate").factory());

    private SecuredPort(RenewedCertificate certificate, int maxConnections) {
        this.certificate = certificate;
        var limit = new HandshakeLimit(HANDSHAKE, System::nanoTime);
        this.tls =
                Tls.builder()
                        .sslContext(RenewedContext.of(certificate, maxConnections, limit))
                        .build();
    }

    /// @throws IllegalArgumentException when the files cannot be used, saying why
    public static SecuredPort open(
            CertificateFiles files, InstantSource clock, int maxConnections) {
        return new SecuredPort(RenewedCertificate.open(files, clock), maxConnections);
    }

    public Tls tls() {
        return tls;
    }

    public Map<String, DoubleSupplier> gauges() {
        return Map.of("tls_certificate_expires_seconds", certificate::secondsLeft);
    }

    /// From here on new connections are shown what is in the files.
    public void follow() {
        var _ =
                looking.scheduleWithFixedDelay(
                        certificate::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
