package io.holdfast.adapters.web.operations;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.models.ServedModels;
import io.holdfast.domain.analytics.ProfileRun;
import io.holdfast.domain.kernel.Unavailable;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Says who we are and how we are. Always 200: a load balancer that took a node out because a model
/// is missing would take out all of them.
public final class HealthEndpoint implements Endpoint {

    /// @param inferenceLog whether it takes predictions
    /// @param totalCustomers asked only while the database answers
    /// @param newestRefresh of the profiles of Customer-360; asked as `totalCustomers` is
    public record Probes(
            BooleanSupplier database,
            BooleanSupplier inferenceLog,
            LongSupplier totalCustomers,
            Supplier<Optional<ProfileRun>> newestRefresh) {}

    private record Welcome(String message, String version, String docs, String status) {}

    private record Brief(String status, String timestamp, String version, int modelsLoaded) {}

    private record Full(
            String status,
            String version,
            String environment,
            String timestamp,
            String databaseStatus,
            String pipelineStatus,
            long totalCustomers,
            int modelsLoaded,
            String modelStatus) {}

    private final String version;
    private final String environment;
    private final ServedModels models;
    private final Probes probes;
    private final InstantSource clock;

    public HealthEndpoint(
            String version,
            String environment,
            ServedModels models,
            Probes probes,
            InstantSource clock) {
        this.version = version;
        this.environment = environment;
        this.models = models;
        this.probes = probes;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/", Access.open(), this::welcome),
                Route.get("/health", Access.open(), this::full).with(Route.Trait.PROBE),
                Route.get("/api/v1/health", Access.open(), this::brief).with(Route.Trait.PROBE));
    }

    private Reply welcome(Exchange exchange) {
        return Reply.ok(
                new Welcome(
                        "Holdfast customer retention API", version, "/api/docs", "operational"));
    }

    private Reply brief(Exchange exchange) {
        int loaded = models.all().size();
        return Reply.ok(
                new Brief(
                        status(probes.database().getAsBoolean(), loaded),
                        clock.instant().toString(),
                        version,
                        loaded));
    }

    private Reply full(Exchange exchange) {
        var customers = customers();
        boolean database = customers.isPresent();
        int loaded = models.all().size();
        return Reply.ok(
                new Full(
                        status(database, loaded),
                        version,
                        environment,
                        clock.instant().toString(),
                        database ? "connected" : "unreachable",
                        pipeline(database),
                        customers.orElse(0),
                        loaded,
                        loaded > 0 ? "loaded" : "missing"));
    }

    /// First whether predictions can be kept, then how the newest refresh did.
    private String pipeline(boolean database) {
        if (!probes.inferenceLog().getAsBoolean()) {
            return "overloaded";
        }
        if (!database) {
            return "unknown";
        }
        try {
            return probes.newestRefresh().get().map(HealthEndpoint::pipeline).orElse("never_run");
        } catch (Unavailable _) {
            return "unknown";
        }
    }

    private static String pipeline(ProfileRun newest) {
        return switch (newest) {
            case ProfileRun.Requested _, ProfileRun.Running _ -> "running";
            case ProfileRun.Done _ -> "completed";
            case ProfileRun.Failed _ -> "failed";
        };
    }

    /// How many there are, or nothing when the database cannot say.
    private OptionalLong customers() {
        if (!probes.database().getAsBoolean()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(probes.totalCustomers().getAsLong());
        } catch (Unavailable _) {
            return OptionalLong.empty();
        }
    }

    private static String status(boolean database, int loaded) {
        return database && loaded > 0 ? "healthy" : "degraded";
    }
}
