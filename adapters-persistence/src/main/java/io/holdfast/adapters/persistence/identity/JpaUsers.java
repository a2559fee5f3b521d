package io.holdfast.adapters.persistence.identity;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.SharedLookup;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.UserQueries;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.identity.Users;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            INSERT INTO users (id, username, username_folded, credential, password_hash,
                               password_until, issuer, subject, role, approved, locked,
                               created_at, revision)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    /// Ordered, so that two callers lock in one order and cannot block each other for good.
    private static final String LOCK_ACTIVE_ADMINS =
            "SELECT id FROM users WHERE approved AND NOT locked AND role = 'ADMIN' ORDER BY id FOR UPDATE";

    private static final String LIST =
            """
            SELECT username, role, approved, locked, credential = 'EXTERNAL', created_at
            FROM users
            WHERE position(? IN username_folded) > 0
              AND role = ANY (?) AND approved = ANY (?) AND locked = ANY (?)
              AND username_folded > ?
            ORDER BY username_folded LIMIT ? OFFSET ?
            """;

    private static final String COUNT =
            """
            SELECT count(*) FROM users
            WHERE position(? IN username_folded) > 0
              AND role = ANY (?) AND approved = ANY (?) AND locked = ANY (?)
              AND username_folded > ?
            """;

    private final Database database;

    /// Many requests ask at once where nothing is remembered.
    private final SharedLookup<UUID, User> byId = new SharedLookup<>(this::find);

    private final IdentityMemory memory;

    /// @param memory forgets what is changed here
    public JpaUsers(Database database, IdentityMemory memory) {
        this.database = database;
        this.memory = memory;
    }

    @Override
    public Insertion insert(User user) {
        return database.write(connection -> {
            database.afterwards(() -> memory.forgetUser(user.id()));
            try (var insert = connection.prepareStatement(INSERT)) {
                bind(insert, user);
                if (insert.executeUpdate() == 1) {
                    return new Insertion.Inserted();
                }
            }
            if (find(Set.of(user.id())).containsKey(user.id())) {
                throw new IllegalStateException("the id is taken: " + user.id());
            }
            return new Insertion.NameTaken();
        });
    }

    private static void bind(PreparedStatement insert, User user) throws SQLException {
        var row = UserEntity.from(user);
        insert.setObject(1, row.id);
        insert.setString(2, row.username);
        insert.setString(3, row.usernameFolded);
        insert.setString(4, row.credential.name());
        insert.setString(5, row.passwordHash);
        insert.setObject(
                6, row.passwordUntil == null ? null : row.passwordUntil.atOffset(ZoneOffset.UTC));
        insert.setString(7, row.issuer);
        insert.setString(8, row.subject);
        insert.setString(9, row.role.name());
        insert.setBoolean(10, row.approved);
        insert.setBoolean(11, row.locked);
        insert.setObject(12, row.createdAt.atOffset(ZoneOffset.UTC));
        insert.setLong(13, row.revision);
    }

    @Override
    public Update update(User user) {
        return database.writeEntities(session -> {
            database.afterwards(() -> memory.forgetUser(user.id()));
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
    public Optional<User> find(String issuer, String subject) {
        return database.readEntities(session ->
                session.createSelectionQuery(
                                "from UserEntity where issuer = :issuer and subject = :subject",
                                UserEntity.class)
                        .setParameter("issuer", issuer)
                        .setParameter("subject", subject)
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
    public Page list(Filter filter, int limit, int offset) {
        return database.read(connection -> {
            var users = new ArrayList<Listed>();
            try (var select = connection.prepareStatement(LIST)) {
                int next = bind(select, filter);
                select.setInt(next, limit);
                select.setInt(next + 1, offset);
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        users.add(listed(rows));
                    }
                }
            }
            try (var count = connection.prepareStatement(COUNT)) {
                bind(count, filter);
                try (var rows = count.executeQuery()) {
                    rows.next();
                    return new Page(users, rows.getLong(1));
                }
            }
        });
    }

    private static int bind(PreparedStatement statement, Filter filter) throws SQLException {
        var connection = statement.getConnection();
        statement.setString(1, folded(filter.part()));
        var roles = filter.roles().stream().map(Role::name).toArray();
        statement.setArray(2, connection.createArrayOf("text", roles));
        statement.setArray(3, connection.createArrayOf("boolean", filter.approved().toArray()));
        statement.setArray(4, connection.createArrayOf("boolean", filter.locked().toArray()));
        statement.setString(5, folded(filter.after()));
        return 6;
    }

    /// As `Username` folds.
    private static String folded(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static Listed listed(ResultSet row) throws SQLException {
        return new Listed(
                row.getString(1),
                Role.valueOf(row.getString(2)),
                row.getBoolean(3),
                row.getBoolean(4),
                row.getBoolean(5),
                row.getObject(6, OffsetDateTime.class).toInstant());
    }
}
