package io.holdfast.adapters.persistence.scoring;

import io.holdfast.domain.scoring.StoredFeatures;
import io.holdfast.domain.scoring.StoredFeatures.FeatureSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The statements behind one set of features. Cells are text, as a table's are.
///
/// @param entity the column of the identifier, which is the first of `columns`
record FeatureSql(String function, String entity, List<String> columns, Label label) {

    /// How a row's label is found. Its parameters, wherever they stand, are the cut-off and the end
    /// of its horizon.
    ///
    /// @param with before the query
    /// @param expression the label itself, as text
    /// @param join to the features, which are called `f`
    private record Label(String with, String expression, String join) {}

    private static final Label LEFT =
            new Label(
                    "",
                    """
                    CASE WHEN EXISTS (
                        SELECT FROM orders o
                        WHERE o.customer_id = f.customer_id AND o.status = 'completed'
                          AND o.ordered_at >= ? AND o.ordered_at < ?) THEN '0' ELSE '1' END
                    """,
                    "");

    private static final Label CAME_BACK_OFTEN =
            new Label(
                    """
                    WITH period AS (
                             SELECT product_id, returned::float8 / sold AS rate
                             FROM product_returns(?, ?)),
                         threshold AS (
                             SELECT percentile_cont(0.75) WITHIN GROUP (ORDER BY rate) AS rate
                             FROM period)
                    """,
                    "CASE WHEN period.rate > threshold.rate THEN '1' ELSE '0' END",
                    "JOIN period ON period.product_id = f.product_id CROSS JOIN threshold");

    /// Facts without a date: as they are now, which tells of what came after any cut-off.
    private static final Set<String> UNDATED = Set.of("email_engagement", "loyalty_points");

    static FeatureSql of(FeatureSet set) {
        return switch (set) {
            case RFM ->
                    new FeatureSql(
                            "rfm_features",
                            "customer_id",
                            List.of(
                                    "customer_id",
                                    "recency",
                                    "frequency",
                                    "monetary",
                                    "avg_order_value",
                                    "total_quantity",
                                    "annual_income",
                                    "total_children",
                                    "education_level",
                                    "occupation",
                                    "home_owner"),
                            LEFT);
            case ECOMMERCE ->
                    new FeatureSql(
                            "ecommerce_features",
                            "customer_id",
                            List.of(
                                    "customer_id",
                                    "total_orders",
                                    "total_spent",
                                    "avg_order_value",
                                    "days_since_last_order",
                                    "support_tickets",
                                    "product_returns",
                                    "email_engagement",
                                    "login_frequency",
                                    "payment_failures",
                                    "discount_usage",
                                    "loyalty_points",
                                    "account_age_days"),
                            LEFT);
            case RETURN_RISK ->
                    new FeatureSql(
                            "return_risk_features",
                            "product_id",
                            List.of(
                                    "product_id",
                                    "category",
                                    "subcategory",
                                    "list_price",
                                    "return_rate",
                                    "sales_volume"),
                            CAME_BACK_OFTEN);
        };
    }

    /// Parameters: the contract's name, the date, the identifier. After the columns comes the
    /// latest version of the contract. The collation is the tables' own, which a function's result
    /// does not carry: without it no index is used.
    String find() {
        return """
        SELECT %s, (SELECT max(version) FROM feature_contracts WHERE name = ?)
        FROM %s(?) f WHERE f.%s COLLATE "C" = ?
        """
                .formatted(list(), function, entity);
    }

    /// Parameter: the date.
    String all() {
        return "SELECT %s FROM %s(?) f ORDER BY f.%s COLLATE \"C\""
                .formatted(list(), function, entity);
    }

    /// Parameters: the cut-off and the end of its horizon, the cut-off as text, the cut-off.
    String labelled() {
        return "%s SELECT %s, %s, ?::text FROM %s(?) f %s ORDER BY f.%s COLLATE \"C\""
                .formatted(
                        label.with(),
                        listWithoutUndated(),
                        label.expression(),
                        function,
                        label.join(),
                        entity);
    }

    List<String> labelledColumns(FeatureSet set) {
        return Stream.concat(columns.stream(), Stream.of(set.label(), StoredFeatures.CUTOFF))
                .toList();
    }

    private String list() {
        return String.join(", ", columns.stream().map(column -> "f." + column + "::text").toList());
    }

    private String listWithoutUndated() {
        return columns.stream()
                .map(column -> UNDATED.contains(column) ? "'0'" : "f." + column + "::text")
                .collect(Collectors.joining(", "));
    }
}
