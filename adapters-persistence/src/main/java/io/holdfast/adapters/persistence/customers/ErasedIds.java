package io.holdfast.adapters.persistence.customers;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// The customers who were erased a short time ago, so that a load that had read about one of them
/// before does not bring it back. Only digests of their ids are kept.
final class ErasedIds {

    /// Nodes tell their own time.
    private static final Duration CLOCKS_APART_MAX = Duration.ofSeconds(5);

    /// Parameters: when, the id, twice.
    static final String REMEMBER =
            """
            INSERT INTO erasures (source, id_sha256, erased_at)
            SELECT DISTINCT named.source, %s, ?::timestamptz FROM (
                SELECT '' AS source, ?::text AS id
                UNION ALL
                SELECT x.source, x.external_id FROM external_ids AS x WHERE x.customer_id = ?
            ) AS named
            ON CONFLICT (source, id_sha256) DO UPDATE SET erased_at = excluded.erased_at
            """
                    .formatted(digest("named.id"));

    private ErasedIds() {}

    static String digest(String id) {
        return "sha256(convert_to(" + id + ", 'UTF8'))";
    }

    /// Whom a load that began then may have read about before they were erased.
    static OffsetDateTime since(Instant begun) {
        return begun.minus(CLOCKS_APART_MAX).atOffset(ZoneOffset.UTC);
    }

    /// A condition: the fact names somebody who was erased. All are expressions.
    ///
    /// @param since when
    /// @param source the system that knows the customer as `theirs`
    /// @param ours the id by which we know the customer
    static String names(String since, String source, String theirs, String ours) {
        return """
        EXISTS (
            SELECT FROM erasures AS gone WHERE gone.erased_at >= %s
                AND (gone.source, gone.id_sha256) IN (('', %s), (%s, %s)))
        """
                .formatted(since, digest(ours), source, digest(theirs));
    }
}
