package io.holdfast.domain.analytics;

import java.time.Instant;

/// Customer-360: answers by what is known of every customer at a moment. All are in a stable order.
public interface AnalyticsQueries {

    /// From the facts that are stored now and lie strictly before the moment.
    Answer answer(Question question, Instant asOf);

    /// From the profiles that were kept last, as of their moment; while there are none, from the
    /// facts as of now.
    Answer latest(Question question);
}
