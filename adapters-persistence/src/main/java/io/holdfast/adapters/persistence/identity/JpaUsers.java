package io.holdfast.adapters.persistence.identity;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.SharedLookup;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.UserQueries;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.identity.Users;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.StaleStateException;

/// The users.
public final class JpaUsers implements Users, UserQueries {

    /// `ON CONFLICT` instead of a caught violation: a violation would end the caller's transaction.
    private static final String INSERT =
            """
            INSERT INTO users (id, username, username_folded, password_hash, role, approved,
                               created_at, revision)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (username_folded) DO NOTHING
            """;

    /// Ordered, so that two callers lock in one order and cannot block each other for good.
    private static final String LOCK_ACTIVE_ADMINS =
            "SELECT id FROM users WHERE approved AND role = 'ADMIN' ORDER BY id FOR UPDATE";

    private static final String LIST =
            """
            SELECT username, role, approved FROM users
            ORDER BY username_folded LIMIT ? OFFSET ?
            """;

    private final Database database;

    /// Every request of a user asks.
    private final SharedLookup<UUID, User> byId = new SharedLookup<>(this::find);

    public JpaUsers(Database database) {
        this.database = database;
    }

    @Override
    public Insertion insert(User user) {
        return database.write(connection -> {
            try (var insert = connection.prepareStatement(INSERT)) {
                insert.setObject(1, user.id());
                insert.setString(2, user.username().value());
                insert.setString(3, user.username().folded());
                insert.setString(4, user.passwordHash().value());
                insert.setString(5, user.role().name());
                insert.setBoolean(6, user.approved());
                insert.setObject(7, user.createdAt().atOffset(ZoneOffset.UTC));
                insert.setLong(8, user.revision());
                return insert.executeUpdate() == 1
                        ? new Insertion.Inserted()
                        : new Insertion.NameTaken();
            }
        });
    }

    @Override
    public Update update(User user) {
        return database.writeEntities(session -> {
            try {
                session.update(UserEntity.from(user));
                return new Update.Updated();
            } catch (StaleStateException _) {
                return new Update.Stale();
            }
        });
    }

    @Override
    public Optional<User> find(UUID id) {
        return database.isInTransaction()
                ? Optional.ofNullable(find(Set.of(id)).get(id))
                : byId.find(id);
    }

    private Map<UUID, User> find(Set<UUID> ids) {
        return database.readEntities(session ->
                session.getMultiple(UserEntity.class, List.copyOf(ids)).stream()
                        .filter(Objects::nonNull)
                        .map(UserEntity::toDomain)
                        .collect(Collectors.toMap(User::id, Function.identity())));
    }

    @Override
    public Optional<User> find(Username username) {
        return database.readEntities(session ->
                session.createSelectionQuery(
                                "from UserEntity where usernameFolded = :folded", UserEntity.class)
                        .setParameter("folded", username.folded())
                        .uniqueResultOptional()
                        .map(UserEntity::toDomain));
    }

    @Override
    public int lockActiveAdmins() {
        return database.lock(connection -> {
            try (var select = connection.prepareStatement(LOCK_ACTIVE_ADMINS);
                    var rows = select.executeQuery()) {
                int count = 0;
                while (rows.next()) {
                    count++;
                }
                return count;
            }
        });
    }

    @Override
    public Page list(int limit, int offset) {
        return database.read(connection -> {
            var users = new ArrayList<Listed>();
            try (var select = connection.prepareStatement(LIST)) {
                select.setInt(1, limit);
                select.setInt(2, offset);
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        users.add(listed(rows));
                    }
                }
            }
            try (var select = connection.prepareStatement("SELECT count(*) FROM users");
                    var rows = select.executeQuery()) {
                rows.next();
                return new Page(users, rows.getLong(1));
            }
        });
    }

    private static Listed listed(ResultSet row) throws SQLException {
        return new Listed(row.getString(1), Role.valueOf(row.getString(2)), row.getBoolean(3));
    }
}
