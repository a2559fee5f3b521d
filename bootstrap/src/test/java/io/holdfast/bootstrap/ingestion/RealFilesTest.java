package io.holdfast.bootstrap.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.ImportRun.State;
import io.holdfast.domain.ingestion.quality.QualityReport.FieldFigures;
import io.holdfast.domain.ingestion.quality.QualityReport.Newest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The bundled profiles over the public files, where those are, into a real database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RealFilesTest {

    private static final Path DATA =
            Path.of(System.getProperty("holdfast.root", ".")).resolve("../shared/data");

    private final Imports imports = new Imports();

    @BeforeEach
    void clear() {
        imports.clear();
    }

    @AfterAll
    void close() {
        imports.close();
    }

    private ImportRun run(String profile, String file) {
        var run = imports.run(profile, DATA.resolve(file));
        assertThat(run.state()).as(file).isInstanceOf(State.Completed.class);
        assertThat(run.progress().rejected()).as(file).isZero();
        return run;
    }

    private String count(String table) {
        return imports.value("SELECT count(*) FROM " + table);
    }

    private static long changed(ImportRun run) {
        return switch (run.state()) {
            case State.Completed(var _, var counts) ->
                    counts.stream().mapToLong(count -> count.inserted() + count.updated()).sum();
            case State other -> throw new AssertionError(other);
        };
    }

    @Test
    void c360_comes_in_twice_and_changes_nothing_then() {
        assumeTrue(Files.isDirectory(DATA.resolve("c360")), "the Customer-360 files are not here");
        var files =
                List.of(
                        "customers",
                        "loyalty_program",
                        "products",
                        "transactions",
                        "transaction_items",
                        "support_tickets",
                        "app_usage",
                        "warehouse_locations",
                        "suppliers",
                        "product_suppliers",
                        "inventory",
                        "shipments",
                        "tracking_events",
                        "regional_sales");

        files.forEach(file -> run("c360", "c360/" + file + ".csv"));

        assertThat(count("customers")).isEqualTo("15");
        assertThat(count("loyalty")).isEqualTo("15");
        assertThat(count("products")).isEqualTo("25");
        assertThat(count("orders")).isEqualTo("20");
        assertThat(count("order_lines")).isEqualTo("25");
        assertThat(count("tickets")).isEqualTo("17");
        assertThat(count("app_sessions")).isEqualTo("20");
        assertThat(count("records")).isEqualTo("190");
        assertThat(count("quarantined_facts")).isEqualTo("0");
        for (var file : files) {
            assertThat(changed(run("c360", "c360/" + file + ".csv"))).as(file).isZero();
        }
    }

    @Test
    void adventureworks_comes_in_whole() {
        assumeTrue(
                Files.isDirectory(DATA.resolve("adventureworks")),
                "the AdventureWorks files are not here");
        for (var file :
                List.of(
                        "Product_Categories",
                        "Product_Subcategories",
                        "Territories",
                        "Products",
                        "Customers",
                        "Sales_2015",
                        "Sales_2016",
                        "Sales_2017",
                        "Returns")) {
            var run = run("adventureworks", "adventureworks/AdventureWorks_" + file + ".csv");
            assertThat(imports.quality(run).invalid()).as(file).isZero();
            if (file.equals("Customers")) {
                assertThat(imports.quality(run).fields())
                        .as("as many as have NA in the file")
                        .contains(new FieldFigures("customers", "gender", 18_018, 130, 0, 0, 0));
            }
        }

        assertThat(count("customers")).isEqualTo("18148");
        assertThat(count("customers WHERE gender IS NULL")).isEqualTo("130");
        assertThat(count("customers WHERE annual_income IS NULL")).isEqualTo("0");
        assertThat(count("products")).isEqualTo("293");
        assertThat(count("products WHERE category IS NULL OR subcategory IS NULL")).isEqualTo("0");
        assertThat(count("orders")).isEqualTo("25164");
        assertThat(imports.value("SELECT count(DISTINCT customer_id) FROM orders"))
                .isEqualTo("17416");
        assertThat(count("order_lines")).isEqualTo("56046");
        assertThat(count("order_lines WHERE unit_price = 0")).isEqualTo("0");
        assertThat(count("returns")).isEqualTo("1809");
        assertThat(count("quarantined_facts")).isEqualTo("0");
    }

    @Test
    void online_retail_comes_in_without_lines_of_nobody() {
        var file = "online_retail/online_retail.csv.gz";
        assumeTrue(Files.exists(DATA.resolve(file)), "the Online Retail file is not here");

        var run = run("online-retail", file);

        assertThat(run.progress().skipped())
                .containsExactly(
                        new ImportRun.Skipped("no customer", 135_080),
                        new ImportRun.Skipped("the price is not above zero", 40));
        assertThat(imports.count(run, FactKind.ORDER_LINES).inserted()).isEqualTo(397_884);
        assertThat(imports.count(run, FactKind.RETURNS).read()).isEqualTo(8_905);
        assertThat(imports.quality(run).newest())
                .isEqualTo(new Newest.At(Instant.parse("2011-12-09T12:50:00Z")));
        assertThat(imports.quality(run).fields())
                .filteredOn(field -> field.field().equals("quantity"))
                .as("80,995 of one thing in one line is strange, and is found")
                .allMatch(field -> field.outliers() > 0);
        assertThat(count("quarantined_facts")).isEqualTo("0");
    }
}
