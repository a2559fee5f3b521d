package io.holdfast.bootstrap.demo;

import java.util.List;

/// What one customer of the made-up shop did, in the order of time for each kind. Moments are
/// seconds since 1970.
///
/// @param checks when it was rolled whether they leave, the last of them being when they did
/// @param spent by completed orders
record Life(
        Shopper shopper,
        List<Check> checks,
        List<Order> orders,
        List<Return> returns,
        List<Ticket> tickets,
        List<Session> sessions,
        List<Event> events,
        double spent,
        Loyalty loyalty) {

    /// @param day since the beginning of the shop's records
    record Check(int day, Leaving leaving, boolean left) {}

    record Order(
            String id,
            long at,
            String status,
            String channel,
            String payment,
            double subtotal,
            double discount,
            List<Line> lines) {

        private static final double TAX = 0.08;

        double tax() {
            return Cells.round((subtotal - discount) * TAX, 100);
        }

        double total() {
            return Cells.round(subtotal - discount + tax(), 100);
        }

        boolean isCompleted() {
            return status.equals("completed");
        }
    }

    record Line(Assortment.Product product, int quantity) {
        double total() {
            return Cells.round(quantity * product.price(), 100);
        }
    }

    record Return(Order order, Line line, long at, int quantity, String reason) {}

    /// @param resolvedAt 0 where it is open
    /// @param satisfaction blank where the customer did not say
    record Ticket(
            long at,
            long resolvedAt,
            String category,
            String priority,
            String channel,
            String satisfaction) {}

    record Session(long at, double minutes, int pages, int actions) {}

    /// @param order the one bought, blank for other events
    record Event(long at, String type, String order) {}

    /// @param tierSince day since 1970
    record Loyalty(String tier, long points, long redeemed, long tierSince) {}

    boolean hasLeft() {
        return !checks.isEmpty() && checks.getLast().left();
    }
}
