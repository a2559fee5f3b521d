package io.holdfast.adapters.persistence.ingestion;

/// `SampleProfiles.shop` as a document.
final class ShopDocument {

    private ShopDocument() {}

    static String of(String name) {
        return """
        {
          "name": "%s", "version": 1, "title": "A shop", "source": "shop",
          "sections": [
            {"name": "customers", "files": ["customers*.csv"],
             "targets": [
               {"fact": "customers", "fields": {"customer_id": "id", "email": "email"}}]},
            {"name": "orders", "files": ["orders*.csv"], "rejectedPercentMax": 10,
             "format": {"encoding": "auto", "separator": "auto", "layout": "auto"},
             "targets": [
               {"fact": "orders",
                "fields": {"order_id": "number", "customer_id": "customer",
                           "ordered_at": "when", "total": {"column": "total"}}}]}
          ]
        }
        """
                .formatted(name);
    }
}
