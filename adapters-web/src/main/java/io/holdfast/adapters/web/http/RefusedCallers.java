package io.holdfast.adapters.web.http;

import io.holdfast.application.identity.RecordAction;
import io.holdfast.domain.identity.AuditEvent.Result;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/// Looks at those whom the access control within does not let in: all are counted, and who is known
/// and tried what only admins may is told to the audit trail. Strangers are not, or anybody could
/// fill it.
public final class RefusedCallers implements Layer {

    private static final System.Logger LOG = System.getLogger(RefusedCallers.class.getName());

    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;

    private final RecordAction record;
    private final Runnable counter;

    /// @param counter run for each credential that was missing or refused
    public RefusedCallers(RecordAction record, Runnable counter) {
        this.record = record;
        this.counter = counter;
    }

    @Override
    public Reply apply(Route route, Exchange exchange, Supplier<Reply> next) {
        try {
            return next.get();
        } catch (Refusal e) {
            if (!exchange.isAdmitted()) {
                look(route, exchange, e.problem().type().status());
            }
            throw e;
        }
    }

    private void look(Route route, Exchange exchange, int status) {
        if (status != UNAUTHENTICATED && status != FORBIDDEN) {
            return;
        }
        counter.run();
        boolean stranger = exchange.recognised() instanceof Caller.Anonymous;
        if (status == FORBIDDEN
                && !stranger
                && (route.access().isForAdmins() || exchange.recognised().usesAdminKey())) {
            try {
                record.note(AuditLayer.attempt(route, exchange), Result.REFUSED);
            } catch (RuntimeException e) {
                // The caller is refused all the same.
                LOG.log(
                        Level.ERROR,
                        "request " + exchange.requestId() + " could not be told to the audit trail",
                        e);
            }
        }
    }
}
