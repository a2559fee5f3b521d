package io.holdfast.adapters.web;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.holdfast.adapters.web.connection.Pace;
import io.holdfast.adapters.web.http.AccessControl;
import io.holdfast.adapters.web.http.AddressGuard;
import io.holdfast.adapters.web.http.AdminNetworks;
import io.holdfast.adapters.web.http.AuditLayer;
import io.holdfast.adapters.web.http.Dispatcher;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.IdempotencyKeys;
import io.holdfast.adapters.web.http.InFlight;
import io.holdfast.adapters.web.http.Layer;
import io.holdfast.adapters.web.http.RefusedCallers;
import io.holdfast.adapters.web.http.RequestLimits;
import io.holdfast.adapters.web.http.RouteTable;
import io.holdfast.adapters.web.identity.Argon2PasswordHasher;
import io.holdfast.adapters.web.identity.BundledCommonPasswords;
import io.holdfast.adapters.web.identity.JwtAccessTokens;
import io.holdfast.adapters.web.identity.KeyAlgorithm;
import io.holdfast.adapters.web.identity.PersonAnswer;
import io.holdfast.adapters.web.identity.TokenKeys;
import io.holdfast.adapters.web.identity.oidc.ProviderAddress;
import io.holdfast.adapters.web.identity.oidc.TrustedIssuers;
import io.holdfast.adapters.web.operations.EchoEndpoint;
import io.holdfast.adapters.web.operations.Metrics;
import io.holdfast.adapters.web.scoring.BatchStatusEndpoint;
import io.holdfast.adapters.web.tls.CertificateFiles;
import io.holdfast.adapters.web.tls.SecuredPort;
import io.holdfast.application.analytics.RefreshProfiles;
import io.holdfast.application.customers.RecordEvents;
import io.holdfast.application.identity.AnswerOnce;
import io.holdfast.application.identity.Authenticate;
import io.holdfast.application.identity.ChangePassword;
import io.holdfast.application.identity.ChangeUser;
import io.holdfast.application.identity.ErasePerson;
import io.holdfast.application.identity.ExportPerson;
import io.holdfast.application.identity.IssueApiKey;
import io.holdfast.application.identity.LimitRequests;
import io.holdfast.application.identity.ListSessions;
import io.holdfast.application.identity.RecordAction;
import io.holdfast.application.identity.RegisterUser;
import io.holdfast.application.identity.ResetPassword;
import io.holdfast.application.identity.RevokeApiKey;
import io.holdfast.application.identity.SignIn;
import io.holdfast.application.identity.SignOut;
import io.holdfast.application.models.ChangeRollout;
import io.holdfast.application.models.ListVersions;
import io.holdfast.application.models.ProposeContract;
import io.holdfast.application.models.RegisterContract;
import io.holdfast.application.models.RequestTraining;
import io.holdfast.application.models.RunExperiments;
import io.holdfast.application.models.ServedModels;
import io.holdfast.application.models.SteerRamps;
import io.holdfast.application.models.UploadDataset;
import io.holdfast.application.monitoring.RecordFeedback;
import io.holdfast.application.scoring.ExplainPrediction;
import io.holdfast.application.scoring.ScoreBatch;
import io.holdfast.application.scoring.ScoreEntities;
import io.holdfast.application.scoring.ScoreStoredCustomer;
import io.holdfast.application.scoring.SubmitBatch;
import io.holdfast.domain.analytics.AnalyticsQueries;
import io.holdfast.domain.analytics.ProfileRun;
import io.holdfast.domain.customers.CustomerQueries;
import io.holdfast.domain.identity.AccessTokens;
import io.holdfast.domain.identity.ApiKeyQueries;
import io.holdfast.domain.identity.AuditQueries;
import io.holdfast.domain.identity.CommonPasswords;
import io.holdfast.domain.identity.PasswordHasher;
import io.holdfast.domain.identity.UserQueries;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Network;
import io.holdfast.domain.kernel.PersonalData;
import io.holdfast.domain.models.ContractQueries;
import io.holdfast.domain.models.ModelQueries;
import io.holdfast.domain.models.TrainingQueries;
import io.holdfast.domain.models.rollout.ExperimentQueries;
import io.holdfast.domain.models.rollout.RolloutQueries;
import io.holdfast.domain.scoring.BatchJob;
import io.holdfast.domain.scoring.BatchQueries;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The HTTP server: routes of all views over the use cases. Also makes the two ports of `identity`
/// that need this module's libraries.
public final class WebAdapter implements AutoCloseable {

    /// @param port 0 for any free one
    /// @param environment shown by `/health`, such as `production`
    /// @param maxBodyBytes of an uploaded file's request; other bodies have smaller limits
    /// @param corsOrigins exact origins whose pages may read answers
    /// @param secureCookies whether clients reach us by TLS, if only through a proxy
    /// @param shutdownGrace how long `close` waits for requests that are being answered
    /// @param scrapeToken opens `/metrics` as a Bearer token; empty for none
    /// @param edge what stands between the clients and the routes
    public record Settings(
            String host,
            int port,
            String environment,
            String version,
            int maxBodyBytes,
            List<String> corsOrigins,
            boolean secureCookies,
            Duration shutdownGrace,
            String scrapeToken,
            Edge edge) {
        public Settings {
            corsOrigins = List.copyOf(corsOrigins);
        }

        @Override
        public String toString() {
            return "Settings[%s:%d, %s, %s]".formatted(host, port, environment, version);
        }
    }

    /// What stands between the clients and the routes.
    ///
    /// @param trustedProxies whose word is taken for where requests come from; empty for none
    /// @param adminNetworks from where admins' routes and keys may be used; empty for everywhere
    /// @param pace how slowly requests may arrive
    public record Edge(
            Tls tls, List<Network> trustedProxies, List<Network> adminNetworks, Pace.Limits pace) {
        public Edge {
            trustedProxies = List.copyOf(trustedProxies);
            adminNetworks = List.copyOf(adminNetworks);
        }

        /// At the usual pace.
        public Edge(Tls tls, List<Network> trustedProxies, List<Network> adminNetworks) {
            this(tls, trustedProxies, adminNetworks, Pace.Limits.standard());
        }

        /// Plain HTTP, no proxy, admins from everywhere.
        public static Edge open() {
            return new Edge(new Tls.Off(), List.of(), List.of());
        }
    }

    /// Whether TLS is spoken here or, if at all, by a proxy in front.
    public sealed interface Tls {
        record Off() implements Tls {}

        record On(CertificateFiles files) implements Tls {}

        /// @param certificates PEM, the server's own first, then those that vouch for it
        /// @param privateKey PEM: PKCS#8, PKCS#1 or SEC1, not encrypted
        static Tls pem(Path certificates, Path privateKey) {
            return new On(new CertificateFiles.Pem(certificates, privateKey));
        }

        /// @param file PKCS#12
        static Tls keyStore(Path file, String password) {
            return new On(new CertificateFiles.KeyStoreFile(file, password));
        }
    }

    /// What the routes call.
    ///
    /// @param databaseReachable asked by each health request: must be quick
    /// @param inferenceLogAccepting whether the log takes predictions
    /// @param gauges by their Prometheus names, read at each scrape
    public record UseCases(
            Identity identity,
            UploadDataset uploadDataset,
            Contracts contracts,
            ServedModels servedModels,
            ModelQueries modelQueries,
            Rollouts rollouts,
            ScoreEntities scoreEntities,
            ScoreBatch scoreBatch,
            ExplainPrediction explainPrediction,
            RecordFeedback recordFeedback,
            Background background,
            Privacy privacy,
            Facts facts,
            Analytics analytics,
            StoredScores storedScores,
            BooleanSupplier databaseReachable,
            BooleanSupplier inferenceLogAccepting,
            LongSupplier totalCustomers,
            Map<String, DoubleSupplier> gauges,
            InstantSource clock,
            IdSource ids) {
        public UseCases {
            gauges = Map.copyOf(gauges);
        }
    }

    /// Who may come in, and what is done about it.
    public record Identity(
            Authenticate authenticate,
            LimitRequests limitRequests,
            RegisterUser registerUser,
            SignIn signIn,
            ChangeUser changeUser,
            UserQueries userQueries,
            ListSessions listSessions,
            SignOut signOut,
            RecordAction recordAction,
            AuditQueries auditQueries,
            Passwords passwords,
            Keys keys,
            AnswerOnce answerOnce) {}

    /// Passwords that are changed, by their owners or for them.
    public record Passwords(ChangePassword change, ResetPassword reset) {}

    /// The keys of clients.
    public record Keys(ApiKeyQueries queries, IssueApiKey issue, RevokeApiKey revoke) {}

    /// What is told and taken away of people's data.
    public record Privacy(ExportPerson exportPerson, ErasePerson erasePerson) {}

    /// Stored customers and what they do.
    public record Facts(RecordEvents recordEvents, CustomerQueries customers) {}

    /// Customer-360.
    ///
    /// @param newestRun of the refreshes
    /// @param cacheHits answers that were given without computing them, since the start
    /// @param cacheMisses answers that were computed
    public record Analytics(
            AnalyticsQueries queries,
            RefreshProfiles refresh,
            Supplier<Optional<ProfileRun>> newestRun,
            LongSupplier cacheHits,
            LongSupplier cacheMisses) {}

    /// The scores of stored customers.
    public record StoredScores(ScoreStoredCustomer scoreStoredCustomer) {}

    /// What is asked for now and done later.
    public record Background(
            SubmitBatch submitBatch,
            BatchQueries batches,
            RequestTraining requestTraining,
            TrainingQueries trainings) {}

    /// What is done with contracts of one's own.
    public record Contracts(
            ProposeContract propose, RegisterContract register, ContractQueries queries) {}

    /// What is done with versions, rollouts and experiments.
    public record Rollouts(
            ListVersions listVersions,
            ChangeRollout changeRollout,
            SteerRamps steerRamps,
            RunExperiments runExperiments,
            RolloutQueries queries,
            ExperimentQueries experimentQueries) {}

    private final WebServer server;
    private final List<SecuredPort> opened = new ArrayList<>();
    private final InFlight inFlight;
    private final Metrics metrics;
    private final Duration shutdownGrace;

    private WebAdapter(
            WebServer server,
            Optional<SecuredPort> secured,
            InFlight inFlight,
            Metrics metrics,
            Duration shutdownGrace) {
        this.server = server;
        secured.ifPresent(opened::add);
        this.inFlight = inFlight;
        this.metrics = metrics;
        this.shutdownGrace = shutdownGrace;
    }

    /// Listens, or throws when it cannot.
    public static WebAdapter start(Settings settings, UseCases useCases) {
        return start(settings, useCases, List.of());
    }

    /// As `start`, and `POST /bench/echo` answers JSON with itself: for measuring what the other
    /// routes cost beside it. The product never calls this.
    public static WebAdapter startWithEcho(Settings settings, UseCases useCases) {
        return start(settings, useCases, List.of(new EchoEndpoint()));
    }

    private static WebAdapter start(
            Settings settings, UseCases useCases, List<Endpoint> furtherEndpoints) {
        var secured = secured(settings, useCases.clock());
        var gauges = new HashMap<>(useCases.gauges());
        secured.ifPresent(port -> gauges.putAll(port.gauges()));
        var metrics = new Metrics(useCases.servedModels(), gauges);
        var inFlight = new InFlight();
        var dispatcher =
                new Dispatcher(
                        new Dispatcher.Options(
                                settings.corsOrigins(),
                                settings.secureCookies() || secured.isPresent(),
                                settings.edge().trustedProxies()),
                        layers(settings, useCases, metrics),
                        useCases.ids(),
                        useCases.clock(),
                        inFlight,
                        metrics);
        var routing = HttpRouting.builder();
        var endpoints = new ArrayList<>(Endpoints.of(settings, useCases, metrics));
        endpoints.addAll(furtherEndpoints);
        dispatcher.register(RouteTable.of(endpoints), routing);
        var server = Listener.of(settings, useCases, routing, secured).start();
        if (!server.isRunning()) {
            throw new IllegalStateException(
                    "cannot listen on %s:%d".formatted(settings.host(), settings.port()));
        }
        secured.ifPresent(SecuredPort::follow);
        return new WebAdapter(server, secured, inFlight, metrics, settings.shutdownGrace());
    }

    private static Optional<SecuredPort> secured(Settings settings, InstantSource clock) {
        return switch (settings.edge().tls()) {
            case Tls.Off() -> Optional.empty();
            case Tls.On(var files) ->
                    Optional.of(SecuredPort.open(files, clock, Listener.MAX_CONNECTIONS));
        };
    }

    /// What is done around every route, the outermost first.
    private static List<Layer> layers(Settings settings, UseCases useCases, Metrics metrics) {
        var identity = useCases.identity();
        var adminNetworks = new AdminNetworks(settings.edge().adminNetworks());
        return List.of(
                new AddressGuard(identity.limitRequests()),
                new RefusedCallers(identity.recordAction(), metrics::credentialRefused),
                adminNetworks,
                new AccessControl(
                        identity.authenticate(),
                        settings.scrapeToken(),
                        settings.corsOrigins(),
                        adminNetworks),
                new RequestLimits(identity.limitRequests()),
                new AuditLayer(identity.recordAction()),
                new IdempotencyKeys(identity.answerOnce(), settings.maxBodyBytes()));
    }

    /// Where it listens.
    public int port() {
        return server.port();
    }

    /// Takes no new requests, waits for those being answered, then stops. May be called again.
    @Override
    public void close() {
        inFlight.drain(shutdownGrace);
        server.stop();
        opened.forEach(SecuredPort::close);
        metrics.close();
    }

    /// What a webhook is told of a batch that is over, as JSON: what its status route answers,
    /// without the results.
    public static String batchEvent(BatchJob job, BatchJob.Counts counts) {
        return BatchStatusEndpoint.event(job, counts);
    }

    /// What is stored about a person, as the JSON that the export's route answers.
    public static String personDocument(
            PersonalData.Person person, List<PersonalData.Section> sections, Instant now) {
        return PersonAnswer.document(person, sections, now);
    }

    /// Argon2id.
    ///
    /// @param maxConcurrent hashes computed at once (19 MiB each); others wait
    public static PasswordHasher passwordHasher(int maxConcurrent) {
        return new Argon2PasswordHasher(maxConcurrent);
    }

    /// The passwords that this release knows to be guessed first.
    public static CommonPasswords commonPasswords() {
        return BundledCommonPasswords.load();
    }

    /// Signed tokens (JWT, HS256).
    ///
    /// @param secret at least 32 bytes, else `IllegalArgumentException`; so the earlier ones
    /// @param earlier secrets whose tokens are still taken, at most 5
    public static AccessTokens accessTokens(byte[] secret, List<byte[]> earlier) {
        return new JwtAccessTokens(TokenKeys.ofSecrets(secret, earlier));
    }

    /// Tokens that others can check by a public key (JWT).
    ///
    /// @param algorithm `RS256` or `EdDSA`
    /// @param pem one private key (PKCS#8), and public keys whose tokens are still taken; an
    ///   `IllegalArgumentException` says what is wrong with it
    public static AccessTokens accessTokens(String algorithm, String pem) {
        var known =
                KeyAlgorithm.ofLabel(algorithm)
                        .orElseThrow(() -> new IllegalArgumentException("unknown algorithm"));
        return new JwtAccessTokens(TokenKeys.ofPem(known, pem));
    }

    /// The tokens of an identity provider (OpenID Connect) beside our own. Its keys are fetched
    /// when the first of them comes.
    ///
    /// @param issuer as its tokens name it, see `isProviderAddress`
    /// @param audience what the provider calls us
    /// @param usernameClaim the claim that people know the user by, `preferred_username` mostly
    public static AccessTokens withProvider(
            AccessTokens own, String issuer, String audience, String usernameClaim) {
        return new TrustedIssuers(own, issuer, audience, usernameClaim);
    }

    /// Whether an identity provider may be there: by `https`, or on this machine.
    public static boolean isProviderAddress(String text) {
        return ProviderAddress.of(text).isPresent();
    }
}
