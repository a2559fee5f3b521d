package io.holdfast.application.scoring;

import io.holdfast.application.models.ServedModels;
import io.holdfast.application.models.ServedRollout;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.Entity;
import io.holdfast.domain.models.Explanation;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.FieldValue;
import io.holdfast.domain.models.Table;
import io.holdfast.domain.models.TableBinding;
import io.holdfast.domain.models.TableBinding.IdentifierColumn;
import io.holdfast.domain.models.TableBinding.LabelColumn;
import io.holdfast.domain.models.TableReader;
import io.holdfast.domain.scoring.InferenceLog;
import io.holdfast.domain.scoring.Prediction;
import io.holdfast.domain.scoring.ShadowLog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Scores one entity or a table of them. What is answered is in the inference log first.
public final class ScoreEntities {

    /// Rows of one table.
    public static final int MAX_ROWS = 10_000;

    /// @param explained whether to explain each score too
    /// @param arrivedAt when the request came in; latency counts from there
    public record Command(
            String contractName,
            Input input,
            boolean explained,
            String requestId,
            Instant arrivedAt) {}

    public sealed interface Input {
        record Fields(Map<String, FieldValue> fields) implements Input {}

        /// Entities of which one fault refuses all.
        record Rows(List<Map<String, FieldValue>> rows) implements Input {}

        /// Delimited text with a header.
        record Delimited(byte[] content) implements Input {}
    }

    public sealed interface Outcome {
        /// @param explanations one for each prediction when asked for, else empty
        record Scored(
                ServedRollout rollout, List<Prediction> predictions, List<Explanation> explanations)
                implements Outcome {}

        /// Nothing was scored. `total` counts all faults; the first are named.
        record Invalid(List<Violation> violations, long total) implements Outcome {}

        record NoModel(String contractName) implements Outcome {}

        /// The inference log is full; nothing was kept, and so nothing is answered.
        record Overloaded() implements Outcome {}
    }

    private sealed interface Read {
        record Entities(List<Entity> entities) implements Read {}

        record Faulty(Outcome.Invalid invalid) implements Read {}
    }

    private final ServedModels models;
    private final TableReader reader;
    private final InferenceLog log;
    private final Predictor predictor;
    private final Semaphore tables;

    /// @param maxTables tables scored at once; one more waits
    public ScoreEntities(
            ServedModels models,
            TableReader reader,
            InferenceLog log,
            ShadowLog shadows,
            IdSource ids,
            InstantSource clock,
            int maxTables) {
        this.models = models;
        this.reader = reader;
        this.log = log;
        this.predictor = new Predictor(shadows, ids, clock);
        this.tables = new Semaphore(maxTables);
    }

    public Outcome score(Command command) {
        return score(command, models.of(command.contractName()), new Prediction.Path.Direct());
    }

    /// By one version of the rollout, whatever arm an entity has.
    public Outcome scoreBy(int version, Command command) {
        return score(
                command,
                models.of(command.contractName()).flatMap(rollout -> rollout.only(version)),
                new Prediction.Path.Asked());
    }

    private Outcome score(Command command, Optional<ServedRollout> served, Prediction.Path path) {
        return served.map(rollout -> score(command, rollout, path))
                .orElseGet(() -> new Outcome.NoModel(command.contractName()));
    }

    private Outcome score(Command command, ServedRollout served, Prediction.Path path) {
        var contract = served.contract();
        return switch (command.input()) {
            case Input.Fields(var fields) ->
                    answer(command, served, path, readFields(contract, fields));
            case Input.Rows(var rows) -> answer(command, served, path, readRows(contract, rows));
            case Input.Delimited(var content) -> {
                tables.acquireUninterruptibly();
                try {
                    yield answer(command, served, path, readText(contract, content));
                } finally {
                    tables.release();
                }
            }
        };
    }

    private static Read readRows(FeatureContract contract, List<Map<String, FieldValue>> rows) {
        if (rows.isEmpty() || rows.size() > MAX_ROWS) {
            return wrongSize(rows.size());
        }
        var entities = new ArrayList<Entity>(rows.size());
        var faults = new ArrayList<Violation>();
        for (int i = 0; i < rows.size(); i++) {
            switch (contract.read(rows.get(i))) {
                case FeatureContract.Reading.Accepted(var entity) -> entities.add(entity);
                case FeatureContract.Reading.Rejected(var violations) -> {
                    for (var violation : violations) {
                        faults.add(violation.inRow(i + 1L));
                    }
                }
            }
        }
        return faults.isEmpty()
                ? new Read.Entities(List.copyOf(entities))
                : faulty(
                        faults.stream().limit(TableBinding.MAX_VIOLATIONS).toList(), faults.size());
    }

    private static Read wrongSize(int rows) {
        return faulty(
                List.of(
                        Violation.atRoot(
                                "must have 1 to %d rows, has %d".formatted(MAX_ROWS, rows))),
                1);
    }

    private static Read readFields(FeatureContract contract, Map<String, FieldValue> fields) {
        return switch (contract.read(fields)) {
            case FeatureContract.Reading.Accepted(var entity) -> new Read.Entities(List.of(entity));
            case FeatureContract.Reading.Rejected(var violations) ->
                    faulty(violations, violations.size());
        };
    }

    private Read readText(FeatureContract contract, byte[] content) {
        return switch (reader.read(content)) {
            case TableReader.Outcome.Unreadable(var reason) ->
                    faulty(List.of(Violation.atRoot(reason)), 1);
            case TableReader.Outcome.Opened(var table) -> readTable(contract, table);
        };
    }

    private static Read readTable(FeatureContract contract, Table table) {
        if (table.rows().isEmpty() || table.rows().size() > MAX_ROWS) {
            return wrongSize(table.rows().size());
        }
        var bound =
                TableBinding.bind(
                        contract, table.header(), IdentifierColumn.OPTIONAL, LabelColumn.IGNORED);
        return switch (bound) {
            case TableBinding.Outcome.Rejected(var violations) ->
                    faulty(violations, violations.size());
            case TableBinding.Outcome.Bound(var binding) ->
                    switch (binding.read(table, LabelColumn.IGNORED)) {
                        case TableBinding.Content.Rejected(var violations, var total) ->
                                faulty(violations, total);
                        case TableBinding.Content.Accepted(var rows) ->
                                new Read.Entities(
                                        rows.stream().map(TableBinding.ReadRow::entity).toList());
                    };
        };
    }

    private static Read faulty(List<Violation> violations, long total) {
        return new Read.Faulty(new Outcome.Invalid(violations, total));
    }

    private Outcome answer(Command command, ServedRollout served, Prediction.Path path, Read read) {
        return switch (read) {
            case Read.Faulty(var invalid) -> invalid;
            case Read.Entities(var entities) -> answer(command, served, path, entities);
        };
    }

    private Outcome answer(
            Command command, ServedRollout served, Prediction.Path path, List<Entity> entities) {
        var request = new Predictor.Request(command.requestId(), command.arrivedAt(), path);
        var predictions = new ArrayList<Prediction>(entities.size());
        var explanations = new ArrayList<Explanation>(command.explained() ? entities.size() : 0);
        for (var entity : entities) {
            var features = entity.features().toArray();
            var prediction = predictor.predict(served, entity, features, request);
            predictions.add(prediction);
            if (command.explained()) {
                explanations.add(
                        served.answering(prediction.modelVersion()).model().explain(features));
            }
        }
        return switch (log.append(List.copyOf(predictions))) {
            case InferenceLog.Outcome.Kept() -> {
                predictions.forEach(prediction -> predictor.shadow(served, prediction));
                yield new Outcome.Scored(
                        served, List.copyOf(predictions), List.copyOf(explanations));
            }
            case InferenceLog.Outcome.Overloaded() -> new Outcome.Overloaded();
        };
    }
}
