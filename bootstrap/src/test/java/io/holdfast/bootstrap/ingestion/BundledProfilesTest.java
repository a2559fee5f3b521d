package io.holdfast.bootstrap.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.ImportRun.State;
import io.holdfast.domain.ingestion.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The bundled profiles over files that look like the real ones, into a real database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BundledProfilesTest {

    private final Imports imports = new Imports();

    @TempDir Path folder;

    @BeforeEach
    void clear() {
        imports.clear();
    }

    @AfterAll
    void close() {
        imports.close();
    }

    private ImportRun run(String profile, String fileName, String content) throws IOException {
        return imports.run(profile, Files.writeString(folder.resolve(fileName), content));
    }

    private static final String C360_CUSTOMERS =
            """
            customer_id,first_name,last_name,email,phone,date_of_birth,gender,registration_date,\
            customer_segment,preferred_channel,address_line1,city,state,zip_code,country
            C1,Ada,Hopper,,+1-555-0101,1985-03-15,F,2020-01-15 10:30:00,Premium,Online,\
            "1, Main St",Seattle,WA,98101,USA
            """;

    private static final String C360_TRANSACTIONS =
            """
            transaction_id,customer_id,transaction_date,channel,store_id,payment_method,subtotal,\
            tax_amount,discount_amount,total_amount,currency,status
            T1,C1,2024-05-15 14:30:00,online,,credit_card,299.99,24.00,30.00,293.99,USD,Completed
            T2,C9,2024-05-16 14:30:00,store,ST1,cash,10,0,0,10,USD,completed
            """;

    @Test
    void c360_makes_customers_and_orders_of_its_tables() throws IOException {
        run("c360", "customers.csv", C360_CUSTOMERS);
        var run = run("c360", "transactions.csv", C360_TRANSACTIONS);

        assertThat(imports.count(run, FactKind.ORDERS).inserted()).isEqualTo(1);
        assertThat(imports.count(run, FactKind.ORDERS).quarantined()).isEqualTo(1);
        assertThat(
                        imports.value(
                                "SELECT concat_ws('|', customer_id, email, registered_at AT TIME"
                                        + " ZONE 'UTC', preferred_channel, address, postal_code) FROM"
                                        + " customers"))
                .isEqualTo("C1|2020-01-15 10:30:00|online|1, Main St|98101");
        assertThat(
                        imports.value(
                                "SELECT concat_ws('|', total, discount, status, store) FROM orders"))
                .isEqualTo("293.99|30.00|completed");
    }

    @Test
    void c360_releases_an_order_when_its_customer_arrives() throws IOException {
        run("c360", "transactions.csv", C360_TRANSACTIONS);

        var run = run("c360", "customers.csv", C360_CUSTOMERS);

        assertThat(imports.count(run, FactKind.ORDERS).released()).isEqualTo(1);
    }

    @Test
    void c360_keeps_what_nobody_asks_about_as_records() throws IOException {
        run(
                "c360",
                "product_suppliers.csv",
                """
                product_id,supplier_id,is_primary,cost_price,lead_time_days
                P1,S1,true,89.99,14
                P1,S2,false,92.50,N/A
                """);

        assertThat(
                        imports.value(
                                "SELECT string_agg(record_id, ' ' ORDER BY record_id) FROM records"))
                .isEqualTo("P1-S1 P1-S2");
        assertThat(imports.value("SELECT fields ->> 'cost_price' FROM records ORDER BY record_id"))
                .isEqualTo("89.99");
    }

    private static final String AW_CUSTOMERS =
            """
            CustomerKey,Prefix,FirstName,LastName,BirthDate,MaritalStatus,Gender,EmailAddress,\
            AnnualIncome,TotalChildren,EducationLevel,Occupation,HomeOwner
            11000,MR.,JON,YANG,4/8/1966,M,M,jon@aw.com,"$90,000 ",2,Bachelors,Professional,Y
            11001,,ZOË,Ñ,12/14/1965,S,NA,zoe@aw.com,"$60,000 ",0,Bachelors,Manual,N
            """;

    private static final String AW_PRODUCTS =
            """
            ProductKey,ProductSubcategoryKey,ProductSKU,ProductName,ModelName,ProductDescription,\
            ProductColor,ProductSize,ProductStyle,ProductCost,ProductPrice
            214,31,HL-U509-R,"Sport-100 Helmet, Red",Sport-100,"Universal, light",Red,0,0,13.08,34.99
            """;

    private void adventureWorksTables() throws IOException {
        run(
                "adventureworks",
                "AdventureWorks_Product_Categories.csv",
                "ProductCategoryKey,CategoryName\n4,Accessories\n");
        run(
                "adventureworks",
                "AdventureWorks_Product_Subcategories.csv",
                "ProductSubcategoryKey,SubcategoryName,ProductCategoryKey\n31,Helmets,4\n");
        run("adventureworks", "AdventureWorks_Products.csv", AW_PRODUCTS);
        run("adventureworks", "AdventureWorks_Customers.csv", AW_CUSTOMERS);
    }

    @Test
    void adventureworks_joins_categories_and_reads_amounts() throws IOException {
        adventureWorksTables();

        assertThat(
                        imports.value(
                                "SELECT concat_ws('|', category, subcategory, list_price) FROM"
                                        + " products"))
                .isEqualTo("Accessories|Helmets|34.9900");
        assertThat(
                        imports.value(
                                "SELECT string_agg(concat_ws('|', customer_id, first_name,"
                                        + " birth_date, coalesce(gender, '?'), annual_income), ' '"
                                        + " ORDER BY customer_id) FROM customers"))
                .isEqualTo("11000|JON|1966-04-08|M|90000.00 11001|ZOË|1965-12-14|?|60000.00");
    }

    @Test
    void adventureworks_makes_orders_and_priced_lines_of_one_file() throws IOException {
        adventureWorksTables();
        var sales =
                """
                OrderDate,StockDate,OrderNumber,ProductKey,CustomerKey,TerritoryKey,OrderLineItem,\
                OrderQuantity
                01/01/2015,09/21/2001,SO1,214,11000,1,1,2
                01/01/2015,09/21/2001,SO1,214,11000,1,2,1
                """;

        var run = run("adventureworks", "AdventureWorks_Sales_2015.csv", sales);
        assertThat(imports.count(run, FactKind.ORDERS).inserted()).isEqualTo(1);
        assertThat(imports.count(run, FactKind.ORDER_LINES).inserted()).isEqualTo(2);
        assertThat(imports.value("SELECT total FROM orders")).isEqualTo("104.97");

        var again = run("adventureworks", "AdventureWorks_Sales_2015.csv", sales);
        assertThat(imports.count(again, FactKind.ORDERS).unchanged()).isEqualTo(1);
        assertThat(imports.count(again, FactKind.ORDER_LINES).unchanged()).isEqualTo(2);
    }

    @Test
    void adventureworks_takes_returns_of_nobody() throws IOException {
        adventureWorksTables();

        var run =
                run(
                        "adventureworks",
                        "AdventureWorks_Returns.csv",
                        "ReturnDate,TerritoryKey,ProductKey,ReturnQuantity\n01/18/2015,9,214,1\n");

        assertThat(imports.count(run, FactKind.RETURNS).inserted()).isEqualTo(1);
        assertThat(
                        imports.value(
                                "SELECT concat_ws('|', region, quantity, customer_id) FROM returns"))
                .isEqualTo("9|1");
    }

    @Test
    void adventureworks_asks_for_the_subcategories_first() throws IOException {
        var run = run("adventureworks", "AdventureWorks_Products.csv", AW_PRODUCTS);

        assertThat(run.state())
                .isInstanceOfSatisfying(
                        State.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .contains("adventureworks.subcategories", "first"));
    }

    private static final String INVOICES =
            """
            InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
            536365,85123A,WHITE  HOLDER,6,2010-12-01 08:26:00,2.55,17850,United Kingdom
            536365,71053,METAL LANTERN,6,2010-12-01 08:26:00,3.39,17850,United Kingdom
            C536379,85123A,WHITE HOLDER,-1,2010-12-02 09:41:00,2.55,17850,United Kingdom
            536414,22139,,56,2010-12-01 11:52:00,0.0,,United Kingdom
            537197,22841,CAKE TIN,1,2010-12-05 14:02:00,0.0,12647,Germany
            """;

    @Test
    void online_retail_makes_everything_of_one_file() throws IOException {
        var run = run("online-retail", "online_retail.csv", INVOICES);

        assertThat(run.progress())
                .isEqualTo(
                        new ImportRun.Progress(
                                5,
                                0,
                                List.of(
                                        new ImportRun.Skipped("no customer", 1),
                                        new ImportRun.Skipped("the price is not above zero", 1))));
        assertThat(imports.value("SELECT concat_ws('|', customer_id, country) FROM customers"))
                .isEqualTo("OR-17850|United Kingdom");
        assertThat(imports.value("SELECT concat_ws('|', order_id, total, currency) FROM orders"))
                .isEqualTo("OR-536365|35.64|GBP");
        assertThat(
                        imports.value(
                                "SELECT concat_ws('|', product_id, customer_id, quantity, reason)"
                                        + " FROM returns"))
                .isEqualTo("OR-85123A|OR-17850|1|cancelled");
        assertThat(imports.value("SELECT count(*) FROM products WHERE name = 'WHITE HOLDER'"))
                .isEqualTo("1");
    }

    @Test
    void online_retail_tells_a_line_that_is_wrong() throws IOException {
        var lines = new StringBuilder(INVOICES);
        for (int i = 0; i < 20; i++) {
            lines.append("5%d,A,B,1,2011-01-01 08:00:00,1.5,1,France\n".formatted(i));
        }
        lines.append("600,A,B,many,2111-01-01 08:00:00,1.5,1,France\n");

        var run = run("online-retail", "online_retail.csv", lines.toString());

        assertThat(run.state()).isInstanceOf(State.Completed.class);
        assertThat(imports.rejections(run))
                .containsExactly(
                        new Rejection(
                                27, "InvoiceDate", "2111-01-01 08:00:00", "lies in the future"),
                        new Rejection(
                                27,
                                "Quantity",
                                "many",
                                "must be a whole number from 1 to 1000000000"));
    }
}
