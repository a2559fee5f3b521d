package io.holdfast.adapters.persistence.scoring;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.ErasureLock;
import io.holdfast.adapters.persistence.JsonTexts;
import io.holdfast.domain.kernel.PersonalData;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Entity;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.FieldValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The customers of batches, with their results. Every batch that is kept is read once, one after
/// the other, since its customers lie in one document.
///
/// Of a customer that is erased the features stay, and what was sent beside them goes. A batch that
/// is running may write a result under the customer's own id afterwards.
final class PersonalBatches implements PersonalData {

    private static final String NAME = "batches";

    private static final String IDS = "SELECT id FROM batches ORDER BY submitted_at DESC, id DESC";

    private static final String FIND =
            "SELECT name, contract_name, submitted_at, entities FROM batches WHERE id = ?";

    private static final String REPLACE = "UPDATE batches SET entities = ?::json WHERE id = ?";

    private static final String FIND_RESULT =
            "SELECT outcome FROM batch_results WHERE batch_id = ? AND index = ?";

    private static final String REPLACE_RESULT =
            "UPDATE batch_results SET outcome = ?::json WHERE batch_id = ? AND index = ?";

    private record Batch(
            String name,
            String contractName,
            String submittedAt,
            List<Map<String, FieldValue>> entities) {}

    private final Database database;
    private final FeatureContracts contracts;
    private final BatchJson json = new BatchJson();
    private final JsonTexts texts = new JsonTexts();

    PersonalBatches(Database database, FeatureContracts contracts) {
        this.database = database;
        this.contracts = contracts;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> columns() {
        return Set.of(
                "batches.entities",
                "batch_results.index",
                "batch_results.scored",
                "batch_results.outcome");
    }

    @Override
    public Section export(Person person, int limit) {
        return switch (person) {
            case Person.Account _ -> new Section(NAME, List.of(), 0);
            case Person.Customer(var id) -> export(id, limit);
        };
    }

    private Section export(String customer, int limit) {
        var versions = versions();
        var found = new ArrayList<Map<String, String>>();
        long total = 0;
        for (var id : ids()) {
            total +=
                    database.read(connection -> {
                        var batch = find(connection, id);
                        var indexes = indexes(batch, customer, versions);
                        for (int index : indexes) {
                            if (found.size() < limit) {
                                found.add(shown(connection, id, batch, index));
                            }
                        }
                        return indexes.size();
                    });
        }
        return new Section(NAME, found, total);
    }

    private Map<String, String> shown(Connection connection, UUID id, Batch batch, int index)
            throws SQLException {
        var shown = new LinkedHashMap<String, String>();
        shown.put("batch", batch.name());
        shown.put("submitted_at", batch.submittedAt());
        shown.put("index", String.valueOf(index));
        var given = json.write(List.of(batch.entities().get(index)));
        shown.put("given", given.substring(1, given.length() - 1));
        var outcome = outcome(connection, id, index);
        if (!outcome.isEmpty()) {
            shown.put("outcome", outcome);
        }
        return shown;
    }

    @Override
    public Erasure erase(Person person, String pseudonym) {
        return switch (person) {
            case Person.Account _ -> new Erasure(NAME, 0, 0, 0);
            case Person.Customer(var id) -> new Erasure(NAME, 0, erase(id, pseudonym), 0);
        };
    }

    private long erase(String customer, String pseudonym) {
        var versions = versions();
        return database.lock(connection -> {
            ErasureLock.take(connection);
            long replaced = 0;
            for (var id : ids()) {
                var batch = find(connection, id);
                var indexes = indexes(batch, customer, versions);
                if (!indexes.isEmpty()) {
                    replaceEntities(connection, id, batch, indexes, pseudonym, versions);
                    for (int index : indexes) {
                        replaceResult(connection, id, index, customer, pseudonym);
                    }
                    replaced += indexes.size();
                }
            }
            return replaced;
        });
    }

    private void replaceEntities(
            Connection connection,
            UUID id,
            Batch batch,
            List<Integer> indexes,
            String pseudonym,
            Map<String, List<FeatureContract>> versions)
            throws SQLException {
        var entities = new ArrayList<>(batch.entities());
        var of = versions.getOrDefault(batch.contractName(), List.of());
        for (int index : indexes) {
            entities.set(index, freed(entities.get(index), pseudonym, of));
        }
        try (var update = connection.prepareStatement(REPLACE)) {
            update.setString(1, json.write(entities));
            update.setObject(2, id);
            update.executeUpdate();
        }
    }

    /// The features alone, under the pseudonym.
    private static Map<String, FieldValue> freed(
            Map<String, FieldValue> entity, String pseudonym, List<FeatureContract> versions) {
        var freed = new LinkedHashMap<String, FieldValue>();
        entity.forEach((name, value) -> {
            if (versions.stream().anyMatch(one -> one.identifier().equals(name))) {
                freed.put(name, new FieldValue.Text(pseudonym));
            } else if (versions.stream()
                    .flatMap(one -> one.features().stream())
                    .anyMatch(feature -> feature.name().equals(name))) {
                freed.put(name, value);
            }
        });
        return Collections.unmodifiableMap(freed);
    }

    private void replaceResult(
            Connection connection, UUID id, int index, String customer, String pseudonym)
            throws SQLException {
        var changed = texts.replace(outcome(connection, id, index), customer, pseudonym);
        if (changed.isPresent()) {
            try (var update = connection.prepareStatement(REPLACE_RESULT)) {
                update.setString(1, changed.get());
                update.setObject(2, id);
                update.setInt(3, index);
                update.executeUpdate();
            }
        }
    }

    /// Where the customer stands in the batch.
    private static List<Integer> indexes(
            Batch batch, String customer, Map<String, List<FeatureContract>> versions) {
        var known = new Entity.Known(customer);
        var of = versions.getOrDefault(batch.contractName(), List.of());
        return IntStream.range(0, batch.entities().size())
                .filter(index ->
                        of.stream()
                                .anyMatch(one ->
                                        one.identityOf(batch.entities().get(index)).equals(known)))
                .boxed()
                .toList();
    }

    /// A batch names its contract, not the version: whatever any version reads as the identifier
    /// counts. Versions are numbered from 1 without gaps.
    private Map<String, List<FeatureContract>> versions() {
        return contracts.all().stream()
                .collect(
                        Collectors.toMap(
                                latest -> latest.id().name(),
                                latest ->
                                        IntStream.rangeClosed(1, latest.id().version())
                                                .mapToObj(number ->
                                                        contracts.find(
                                                                new ContractId(
                                                                        latest.id().name(),
                                                                        number)))
                                                .flatMap(one -> one.stream())
                                                .toList()));
    }

    private List<UUID> ids() {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(IDS);
                    var rows = select.executeQuery()) {
                var ids = new ArrayList<UUID>();
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
                return ids;
            }
        });
    }

    /// Empty where the batch was forgotten meanwhile.
    private Batch find(Connection connection, UUID id) throws SQLException {
        try (var select = connection.prepareStatement(FIND)) {
            select.setObject(1, id);
            try (var rows = select.executeQuery()) {
                if (!rows.next()) {
                    return new Batch("", "", "", List.of());
                }
                return new Batch(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getObject(3, OffsetDateTime.class).toInstant().toString(),
                        json.readEntities(rows.getString(4)));
            }
        }
    }

    /// Empty before there is a result.
    private static String outcome(Connection connection, UUID id, int index) throws SQLException {
        try (var select = connection.prepareStatement(FIND_RESULT)) {
            select.setObject(1, id);
            select.setInt(2, index);
            try (var rows = select.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }
}
