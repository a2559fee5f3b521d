package io.holdfast.domain.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.ingestion.ImportProfile.Target;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImportProfileTest {

    @Test
    void tells_the_fields_that_there_are_where_one_is_unknown() {
        var faults =
                Target.faults(
                        FactKind.EXTERNAL_IDS,
                        Map.of(
                                "source", new FieldRule.Constant("crm"),
                                "external_id", new FieldRule.Constant("7"),
                                "customer", new FieldRule.Constant("c1")));

        assertThat(faults)
                .containsExactly(
                        new Target.Fault("customer_id", "is missing: external_ids need it"),
                        new Target.Fault(
                                "customer",
                                "is no field of external_ids; known are: source, external_id,"
                                        + " customer_id"));
    }
}
