package io.holdfast.domain.analytics;

import java.time.Instant;

/// Customer-360: answers by what is known of every customer at a moment.
public interface AnalyticsQueries {

    /// In a stable order. Facts count that lie strictly before the moment.
    Answer answer(Question question, Instant asOf);
}
