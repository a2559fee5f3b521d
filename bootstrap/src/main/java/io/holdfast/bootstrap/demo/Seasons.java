package io.holdfast.bootstrap.demo;

import java.time.LocalDate;
import java.time.Month;

/// How much more, or less, than on an average day the made-up shop sells.
final class Seasons {

    /// From Monday on.
    private static final double[] WEEKDAYS = {0.9, 0.85, 0.9, 0.95, 1.05, 1.25, 1.1};

    private static final double SUMMER = 0.15;
    private static final int EQUINOX = 80;
    private static final double DAYS_A_YEAR = 365.25;
    private static final double DECEMBER = 1.8;
    private static final int LAST_SHOPPING_DAY = 23;

    private Seasons() {}

    static double factor(LocalDate day) {
        double turn = 2 * Math.PI * (day.getDayOfYear() - EQUINOX) / DAYS_A_YEAR;
        double year = 1 + SUMMER * StrictMath.sin(turn);
        boolean gifts =
                day.getMonth() == Month.DECEMBER && day.getDayOfMonth() <= LAST_SHOPPING_DAY;
        return WEEKDAYS[day.getDayOfWeek().getValue() - 1] * year * (gifts ? DECEMBER : 1);
    }

    /// Whether people buy bicycles.
    static boolean isRidingSeason(LocalDate day) {
        int month = day.getMonthValue();
        return month >= Month.MARCH.getValue() && month <= Month.AUGUST.getValue();
    }
}
