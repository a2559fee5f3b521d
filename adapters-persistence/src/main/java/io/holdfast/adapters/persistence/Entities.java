package io.holdfast.adapters.persistence;

import io.holdfast.adapters.persistence.PersistenceAdapter.CannotOpenException;
import io.holdfast.adapters.persistence.identity.UserEntity;
import io.holdfast.adapters.persistence.models.ModelVersionEntity;
import java.util.List;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.bytecode.internal.none.BytecodeProviderImpl;
import org.hibernate.bytecode.spi.BytecodeProvider;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.cfg.MappingSettings;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.format.FormatMapper;

/// Starts Hibernate for our few entities, as quickly as it can be made to, and without a database:
/// it starts while the migrations run.
final class Entities {

    private static final List<Class<?>> TYPES = List.of(UserEntity.class, ModelVersionEntity.class);

    private Entities() {}

    static SessionFactory open(DataSource pool) {
        var registry =
                new StandardServiceRegistryBuilder(new BootstrapServiceRegistryBuilder().build())
                        .applySetting(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, pool)
                        .addService(BytecodeProvider.class, new BytecodeProviderImpl())
                        .applySetting(JdbcSettings.JAKARTA_HBM2DDL_DB_NAME, "PostgreSQL")
                        .applySetting(
                                JdbcSettings.JAKARTA_HBM2DDL_DB_MAJOR_VERSION,
                                String.valueOf(Migrations.MIN_MAJOR_VERSION))
                        .applySetting(JdbcSettings.ALLOW_METADATA_ON_BOOT, false)
                        .applySetting(MappingSettings.XML_MAPPING_ENABLED, false)
                        .applySetting(MappingSettings.JSON_FORMAT_MAPPER, new JsonAsText())
                        .build();
        var sources = new MetadataSources(registry);
        TYPES.forEach(sources::addAnnotatedClass);
        return sources.buildMetadata().buildSessionFactory();
    }

    /// Compares tables and columns with what the entities expect.
    static void validate(SessionFactory sessions) {
        try {
            sessions.getSchemaManager().validateMappedObjects();
        } catch (SchemaManagementException e) {
            throw new CannotOpenException(
                    "the database differs from what this release expects: " + e.getMessage(), e);
        }
    }

    /// Our entities see jsonb as text; Hibernate asks for a mapper all the same.
    private static final class JsonAsText implements FormatMapper {

        @Override
        public <T> T fromString(CharSequence text, JavaType<T> type, WrapperOptions options) {
            return type.getJavaTypeClass().cast(text.toString());
        }

        @Override
        public <T> String toString(T value, JavaType<T> type, WrapperOptions options) {
            return String.valueOf(value);
        }
    }
}
