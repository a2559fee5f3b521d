package io.holdfast.adapters.persistence.identity;

import io.holdfast.domain.identity.AuditTrail;
import io.holdfast.domain.kernel.Retained;
import java.time.Instant;

/// The audit trail's old rows: they go from its start only, so that the rest still verifies.
public record AgedAuditEvents(AuditTrail auditTrail) implements Retained {

    @Override
    public String name() {
        return "audit_events";
    }

    @Override
    public int forget(Instant before, int limit) {
        return auditTrail.forget(before, limit);
    }
}
