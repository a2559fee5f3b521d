package io.holdfast.adapters.web.identity;

import io.holdfast.application.identity.ListSessions;
import io.holdfast.domain.identity.Session;
import java.util.List;
import java.util.UUID;

/// A session as it is shown to people.
record SessionAnswer(
        String id,
        String startedAt,
        String expiresAt,
        String address,
        String agent,
        boolean current) {

    record Listing(List<SessionAnswer> sessions, int total) {
        /// @param current the session that asks
        static Listing from(ListSessions.Outcome.Found found, UUID current) {
            var sessions =
                    found.sessions().stream().map(session -> from(session, current)).toList();
            return new Listing(sessions, sessions.size());
        }

        private static SessionAnswer from(Session session, UUID current) {
            return new SessionAnswer(
                    session.id().toString(),
                    session.startedAt().toString(),
                    session.expiresAt().toString(),
                    session.address(),
                    session.agent(),
                    session.id().equals(current));
        }
    }

    record Ended(String message, int ended) {
        static Ended of(int sessions) {
            return new Ended(
                    sessions == 1 ? "1 session was ended" : sessions + " sessions were ended",
                    sessions);
        }
    }
}
