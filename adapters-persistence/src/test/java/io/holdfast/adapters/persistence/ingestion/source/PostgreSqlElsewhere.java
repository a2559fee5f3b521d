package io.holdfast.adapters.persistence.ingestion.source;

import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.ingestion.source.Source.Kind;
import io.holdfast.domain.ingestion.source.Source.Server;
import io.holdfast.domain.ingestion.source.Source.Tls;
import io.holdfast.domain.kernel.Secret;
import java.net.URI;

/// A second database of the tests' PostgreSQL.
final class PostgreSqlElsewhere implements ServerUnderTest, AutoCloseable {

    private final TestDatabase database = TestDatabase.empty();

    @Override
    public Server server() {
        var address = URI.create(database.settings().jdbcUrl().substring("jdbc:".length()));
        return new Server(
                Kind.POSTGRESQL,
                address.getHost(),
                address.getPort(),
                address.getPath().substring(1),
                Tls.OFF);
    }

    @Override
    public String user() {
        return database.settings().user();
    }

    @Override
    public Secret secret() {
        return new Secret(database.settings().password());
    }

    @Override
    public void execute(String... statements) {
        database.execute(String.join(";", statements));
    }

    @Override
    public void close() {
        database.close();
    }
}
