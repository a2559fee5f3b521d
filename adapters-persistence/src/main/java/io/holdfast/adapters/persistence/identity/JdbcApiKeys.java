package io.holdfast.adapters.persistence.identity;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.SharedLookup;
import io.holdfast.domain.identity.ApiKey;
import io.holdfast.domain.identity.ApiKeyQueries;
import io.holdfast.domain.identity.ApiKeys;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.identity.Tier;
import io.holdfast.domain.kernel.Network;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The keys of clients.
public final class JdbcApiKeys implements ApiKeys, ApiKeyQueries {

    /// Callers for one client wait for each other: counting and inserting is one step.
    private static final String LOCK_CLIENT =
            "SELECT pg_advisory_xact_lock(hashtextextended('api_keys:' || ?, 0))";

    private static final String IS_THERE = "SELECT 1 FROM api_keys WHERE sha256 = ?";

    private static final String COUNT_LIVE =
            """
            SELECT count(*) FROM api_keys
            WHERE client = ? AND (expires_at IS NULL OR expires_at > ?)
            """;

    private static final String INSERT =
            """
            INSERT INTO api_keys (id, client, sha256, scopes, tier, created_at, expires_at, networks)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (sha256) DO NOTHING
            """;

    private static final String COLUMNS =
            "id, client, sha256, scopes, tier, networks, created_at, expires_at";

    private static final String FIND =
            "SELECT " + COLUMNS + " FROM api_keys WHERE sha256 = ANY (?)";

    private static final String LIST =
            "SELECT "
                    + COLUMNS
                    + " FROM api_keys ORDER BY client, created_at DESC, id DESC LIMIT ?";

    private static final String LIST_WITH_USE =
            "SELECT "
                    + COLUMNS
                    + """
                    , last_used_at FROM api_keys ORDER BY client, created_at DESC, id DESC
                    LIMIT ? OFFSET ?
                    """;

    private static final String REMOVE = "DELETE FROM api_keys WHERE id = ? RETURNING sha256";

    private final Database database;

    /// Many requests ask at once where nothing is remembered.
    private final SharedLookup<String, ApiKey> byDigest = new SharedLookup<>(this::find);

    private final IdentityMemory memory;

    /// @param memory forgets what is changed here
    public JdbcApiKeys(Database database, IdentityMemory memory) {
        this.database = database;
        this.memory = memory;
    }

    @Override
    public Insertion insert(ApiKey key) {
        return database.write(connection -> {
            lockClient(connection, key.client());
            if (isThere(connection, key.sha256())) {
                return new Insertion.AlreadyThere();
            }
            if (countLive(connection, key) >= MAX_PER_CLIENT) {
                return new Insertion.TooMany();
            }
            database.afterwards(() -> memory.forgetKey(key.sha256()));
            return insert(connection, key)
                    ? new Insertion.Inserted()
                    : new Insertion.AlreadyThere();
        });
    }

    private static void lockClient(Connection connection, String client) throws SQLException {
        try (var lock = connection.prepareStatement(LOCK_CLIENT)) {
            lock.setString(1, client);
            lock.execute();
        }
    }

    private static boolean isThere(Connection connection, String sha256) throws SQLException {
        try (var select = connection.prepareStatement(IS_THERE)) {
            select.setString(1, sha256);
            try (var rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static long countLive(Connection connection, ApiKey key) throws SQLException {
        try (var count = connection.prepareStatement(COUNT_LIVE)) {
            count.setString(1, key.client());
            count.setObject(2, key.createdAt().atOffset(ZoneOffset.UTC));
            try (var rows = count.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static boolean insert(Connection connection, ApiKey key) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, key.id());
            insert.setString(2, key.client());
            insert.setString(3, key.sha256());
            var scopes = key.scopes().stream().map(Enum::name).sorted().toArray();
            insert.setArray(4, connection.createArrayOf("text", scopes));
            insert.setString(5, key.tier().name());
            insert.setObject(6, key.createdAt().atOffset(ZoneOffset.UTC));
            if (key.expiresAt().equals(Instant.MAX)) {
                insert.setNull(7, Types.TIMESTAMP_WITH_TIMEZONE);
            } else {
                insert.setObject(7, key.expiresAt().atOffset(ZoneOffset.UTC));
            }
            var networks = key.networks().stream().map(Network::toString).toArray();
            insert.setArray(8, connection.createArrayOf("text", networks));
            return insert.executeUpdate() == 1;
        }
    }

    @Override
    public Optional<ApiKey> findByDigest(String sha256) {
        return database.isInTransaction()
                ? Optional.ofNullable(find(Set.of(sha256)).get(sha256))
                : byDigest.find(sha256);
    }

    private Map<String, ApiKey> find(Set<String> digests) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(FIND)) {
                select.setArray(1, connection.createArrayOf("text", digests.toArray()));
                return keys(select).stream()
                        .collect(Collectors.toMap(ApiKey::sha256, Function.identity()));
            }
        });
    }

    @Override
    public List<ApiKey> list(int limit) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(LIST)) {
                select.setInt(1, limit);
                return keys(select);
            }
        });
    }

    @Override
    public Optional<ApiKey> find(UUID id) {
        return database.read(connection -> {
            try (var select =
                    connection.prepareStatement(
                            "SELECT " + COLUMNS + " FROM api_keys WHERE id = ?")) {
                select.setObject(1, id);
                return keys(select).stream().findFirst();
            }
        });
    }

    private static List<ApiKey> keys(PreparedStatement select) throws SQLException {
        var keys = new ArrayList<ApiKey>();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                keys.add(key(rows));
            }
        }
        return List.copyOf(keys);
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        var scopes = (String[]) row.getArray("scopes").getArray();
        var expiresAt = row.getObject("expires_at", OffsetDateTime.class);
        return new ApiKey(
                row.getObject("id", UUID.class),
                row.getString("client"),
                row.getString("sha256"),
                Arrays.stream(scopes).map(Scope::valueOf).collect(Collectors.toUnmodifiableSet()),
                Tier.valueOf(row.getString("tier")),
                Arrays.stream((String[]) row.getArray("networks").getArray())
                        .map(network -> Network.parse(network).orElseThrow())
                        .toList(),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                expiresAt == null ? Instant.MAX : expiresAt.toInstant());
    }

    @Override
    public Page list(int limit, int offset) {
        return database.read(connection -> {
            var listed = new ArrayList<Listed>();
            try (var select = connection.prepareStatement(LIST_WITH_USE)) {
                select.setInt(1, limit);
                select.setInt(2, offset);
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        listed.add(listed(rows));
                    }
                }
            }
            try (var count = connection.prepareStatement("SELECT count(*) FROM api_keys");
                    var rows = count.executeQuery()) {
                rows.next();
                return new Page(List.copyOf(listed), rows.getLong(1));
            }
        });
    }

    private static Listed listed(ResultSet row) throws SQLException {
        var usedAt = row.getObject("last_used_at", OffsetDateTime.class);
        return new Listed(key(row), usedAt == null ? Instant.MIN : usedAt.toInstant());
    }

    @Override
    public boolean remove(UUID id) {
        return database.write(connection -> {
            try (var remove = connection.prepareStatement(REMOVE)) {
                remove.setObject(1, id);
                try (var rows = remove.executeQuery()) {
                    if (!rows.next()) {
                        return false;
                    }
                    var sha256 = rows.getString(1);
                    database.afterwards(() -> memory.forgetKey(sha256));
                    return true;
                }
            }
        });
    }
}
