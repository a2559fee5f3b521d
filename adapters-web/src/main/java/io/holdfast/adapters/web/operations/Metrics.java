package io.holdfast.adapters.web.operations;

import io.holdfast.adapters.web.http.RequestObserver;
import io.holdfast.adapters.web.scoring.ScoringObserver;
import io.holdfast.application.models.ServedModels;
import io.holdfast.application.scoring.ScoreBatch;
import io.holdfast.application.scoring.ScoreEntities;
import io.holdfast.domain.models.Stage;
import io.holdfast.domain.scoring.Prediction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/// What the server measures of itself, in Prometheus' text form. Labels are bounded: templates,
/// methods, statuses, contracts, versions, reasons.
public final class Metrics implements RequestObserver, ScoringObserver {

    /// The registry ends a counter's name in `_total`, as Prometheus asks; scrapers of the service
    /// that we replace look for the bare names. Both are served.
    private static final List<String> BARE_COUNTERS =
            List.of("prediction_count", "prediction_errors");

    private static final double NANOS_PER_SECOND = 1e9;

    /// Of all requests since the start.
    ///
    /// @param averageMs until the last byte was handed over; 0 where there were none
    /// @param errorRate the fraction that was answered 5xx
    public record Answered(long requests, double averageMs, double errorRate) {}

    private static final int FIRST_ERROR = 500;

    private record RequestKey(String method, String template, int status) {}

    private record PredictionKey(String contract, int version, Stage stage) {}

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<RequestKey, Timer> requests = new ConcurrentHashMap<>();
    private final Map<PredictionKey, Counter> predictions = new ConcurrentHashMap<>();
    private final Map<String, DistributionSummary> latencies = new ConcurrentHashMap<>();
    private final Counter refusedCredentials;
    private final JvmGcMetrics collector = new JvmGcMetrics();
    private final ServedModels models;
    private final MultiGauge accuracy;

    public Metrics(ServedModels models, Map<String, DoubleSupplier> gauges) {
        this.models = models;
        this.accuracy =
                MultiGauge.builder("model_accuracy")
                        .description("Out-of-fold accuracy of the versions that are served")
                        .register(registry);
        this.refusedCredentials =
                Counter.builder("refused_credentials")
                        .description("Requests whose credential was missing or refused")
                        .register(registry);
        gauges.forEach((name, value) -> Gauge.builder(name, value::getAsDouble).register(registry));
        new ClassLoaderMetrics().bindTo(registry);
        collector.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        for (var reason : List.of("invalid", "no_model", "overloaded")) {
            errors(reason);
        }
    }

    public void credentialRefused() {
        refusedCredentials.increment();
    }

    @Override
    public void answered(String method, String template, int status, long nanos) {
        requests.computeIfAbsent(new RequestKey(method, template, status), this::timer)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    public Answered answered() {
        long all = 0;
        long errors = 0;
        double milliseconds = 0;
        for (var request : requests.entrySet()) {
            long count = request.getValue().count();
            all += count;
            errors += request.getKey().status() >= FIRST_ERROR ? count : 0;
            milliseconds += request.getValue().totalTime(TimeUnit.MILLISECONDS);
        }
        return new Answered(
                all, all == 0 ? 0 : milliseconds / all, all == 0 ? 0 : (double) errors / all);
    }

    /// Of the process.
    public double uptimeSeconds() {
        return registry.get("process.uptime").timeGauge().value(TimeUnit.SECONDS);
    }

    private Timer timer(RequestKey key) {
        return Timer.builder("http_server_requests")
                .description("Answered requests")
                .tag("method", key.method())
                .tag("route", key.template())
                .tag("status", String.valueOf(key.status()))
                .register(registry);
    }

    @Override
    public void observed(String contractName, ScoreEntities.Outcome outcome, long nanos) {
        switch (outcome) {
            case ScoreEntities.Outcome.Scored(var _, var scored, var _) ->
                    scored(contractName, scored, nanos);
            case ScoreEntities.Outcome.Invalid _ -> errors("invalid").increment();
            case ScoreEntities.Outcome.NoModel _ -> errors("no_model").increment();
            case ScoreEntities.Outcome.Overloaded _ -> errors("overloaded").increment();
        }
    }

    /// Each row that cannot be read counts as an invalid input.
    @Override
    public void observed(String contractName, ScoreBatch.Outcome outcome, long nanos) {
        switch (outcome) {
            case ScoreBatch.Outcome.Scored(var _, var items) -> {
                var scored =
                        items.stream()
                                .filter(ScoreBatch.Item.Predicted.class::isInstance)
                                .map(item -> ((ScoreBatch.Item.Predicted) item).prediction())
                                .toList();
                scored(contractName, scored, nanos);
                errors("invalid").increment(items.size() - (double) scored.size());
            }
            case ScoreBatch.Outcome.WrongSize _ -> errors("invalid").increment();
            case ScoreBatch.Outcome.NoModel _ -> errors("no_model").increment();
            case ScoreBatch.Outcome.Overloaded _ -> errors("overloaded").increment();
        }
    }

    private void scored(String contractName, List<Prediction> scored, long nanos) {
        for (var prediction : scored) {
            var key =
                    new PredictionKey(contractName, prediction.modelVersion(), prediction.stage());
            predictions.computeIfAbsent(key, this::predictionCounter).increment();
        }
        latencies.computeIfAbsent(contractName, this::latency).record(nanos / NANOS_PER_SECOND);
    }

    private Counter predictionCounter(PredictionKey key) {
        return Counter.builder("prediction_count")
                .description("Predictions that were answered")
                .tag("contract", key.contract())
                .tag("version", "v" + key.version())
                .tag("stage", key.stage().label())
                .register(registry);
    }

    private DistributionSummary latency(String contractName) {
        return DistributionSummary.builder("prediction_latency")
                .description("Seconds from reading an input to its outcome")
                .tag("contract", contractName)
                .serviceLevelObjectives(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5)
                .register(registry);
    }

    private Counter errors(String reason) {
        return Counter.builder("prediction_errors")
                .description("Scorings that ended without an answer")
                .tag("reason", reason)
                .register(registry);
    }

    /// The present state as Prometheus text, version 0.0.4.
    public String scrape() {
        accuracy.register(
                models.all().stream()
                        .flatMap(rollout -> rollout.models().values().stream())
                        .map(model ->
                                MultiGauge.Row.of(
                                        Tags.of(
                                                "contract",
                                                model.version().contract().name(),
                                                "stage",
                                                model.stage().label(),
                                                "version",
                                                model.version().label()),
                                        model.version().metrics().accuracy()))
                        .toList(),
                true);
        var text = registry.scrape();
        var all = new StringBuilder(text);
        BARE_COUNTERS.forEach(name -> appendBare(text, name, all));
        return all.toString();
    }

    private static void appendBare(String text, String name, StringBuilder out) {
        var counted = name + "_total";
        out.append("# TYPE ").append(name).append(" counter\n");
        text.lines()
                .filter(line -> line.startsWith(counted))
                .map(line -> name + line.substring(counted.length()))
                .forEach(line -> out.append(line).append('\n'));
    }

    public void close() {
        collector.close();
        registry.close();
    }
}
