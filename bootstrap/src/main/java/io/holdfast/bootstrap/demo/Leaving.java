package io.holdfast.bootstrap.demo;

/// What makes customers of the made-up shop leave: every 30 days each who is still there leaves
/// with a probability whose log-odds docs/demo-data.md writes down.
///
/// @param badTickets of the last 90 days, answered with 2 or worse
/// @param returnShare returned among the lines of the last 180 days
/// @param failedPayments of the last 90 days
/// @param usesApp whether the app was open in the last 30 days
/// @param email engagement, 0 to 1
/// @param isGold whether the loyalty tier is Gold or Platinum
/// @param isNew whether less than 90 days have gone since registration
record Leaving(
        int badTickets,
        double returnShare,
        int failedPayments,
        boolean usesApp,
        double email,
        boolean isGold,
        boolean isNew,
        boolean isManual,
        boolean ownsHome) {

    static final int EVERY_DAYS = 30;
    static final int TROUBLE_DAYS = 90;
    static final int RETURN_DAYS = 180;
    static final int APP_DAYS = 30;
    static final int NEW_DAYS = 90;

    double probability() {
        double logOdds = -3.6;
        logOdds += 0.7 * Math.min(badTickets, 3);
        logOdds += 2.0 * returnShare;
        logOdds += 0.6 * Math.min(failedPayments, 3);
        logOdds -= usesApp ? 0.8 : 0;
        logOdds -= 1.2 * (email - 0.33);
        logOdds -= isGold ? 0.5 : 0;
        logOdds += isNew ? 0.7 : 0;
        logOdds += isManual ? 0.3 : 0;
        logOdds -= ownsHome ? 0.2 : 0;
        return Dice.probability(logOdds);
    }
}
