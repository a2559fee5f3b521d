package io.holdfast.adapters.web.connection;

import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/// Tells a connection that its present request is being answered.
final class AnswerSeen implements Http1ConnectionListener {

    @Override
    public void status(ConnectionContext context, Status status) {
        if (context instanceof GuardedContext guarded) {
            guarded.answered();
        }
    }
}
