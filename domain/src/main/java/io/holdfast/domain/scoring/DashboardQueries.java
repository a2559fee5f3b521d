package io.holdfast.domain.scoring;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/// How the whole base does, now and over time. What is counted from facts is as of the newest run
/// over the base that has finished.
///
/// A customer has churned from the moment on at which the 91st whole day without a completed order
/// is over, until the next one. The churn rate is the share of those among all who ever completed
/// an order, in percent; 0 where nobody did.
public interface DashboardQueries {

    /// @param highRisk customers of the levels high and critical in the newest run
    /// @param revenueAtRisk over these, the sum of probability times what their completed orders of
    ///   the 365 days before came to
    record Stats(long totalCustomers, double churnRate, long highRisk, BigDecimal revenueAtRisk) {}

    sealed interface HighRisk {
        record Counted(long customers) implements HighRisk {}

        /// No run was as of a moment before.
        record Unknown() implements HighRisk {}
    }

    /// @param from where the interval begins
    /// @param churnRate at its end
    /// @param highRisk in the newest run as of a moment before its end
    /// @param known customers who became known in it: registered, or with no such date their first
    ///   completed order
    /// @param churned customers who churned in it
    record Point(Instant from, double churnRate, HighRisk highRisk, long known, long churned) {}

    Stats stats(String contractName);

    /// One point for each interval between two edges.
    ///
    /// @param edges full hours, rising; at least two
    List<Point> trends(String contractName, List<Instant> edges);
}
