package io.holdfast.adapters.persistence.models.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.rollout.Rollout;
import io.holdfast.domain.models.rollout.SampleRollouts;
import io.holdfast.domain.models.rollout.Steering;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

final class RolloutJsonTest {

    private static final ContractId TELCO = new ContractId("telco", 2);

    private final RolloutJson json = new RolloutJson();

    @Test
    void writes_what_the_migration_writes() {
        assertThat(json.write(Rollout.first(TELCO, 3, "a \"salt\"")))
                .isEqualTo(
                        """
                        {"contract":"telco","contractVersion":2,"champion":3,"challengers":[],\
                        "shadows":[],"salt":"a \\"salt\\"","steering":{"kind":"MANUAL"},\
                        "revision":1}\
                        """);
    }

    @ParameterizedTest
    @MethodSource("io.holdfast.domain.models.rollout.SampleRollouts#steerings")
    void reads_what_it_wrote(Steering steering) {
        var rollout = SampleRollouts.manifold(TELCO).steeredBy(steering);

        assertThat(json.readRollout(json.write(rollout))).isEqualTo(rollout);
        assertThat(json.readSteering(json.write(steering))).isEqualTo(steering);
        assertThat(json.readArms(json.write(rollout.challengers())))
                .isEqualTo(rollout.challengers());
    }

    @Test
    void refuses_what_it_did_not_write() {
        assertThatThrownBy(() -> json.readSteering("{\"kind\":\"ORACLE\"}"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> json.readSteering("{}")).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> json.readRollout("{\"contract\":\"telco\"}"))
                .isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> json.readArms("[{\"version\":1,\"share\":\"half\"}]"))
                .isInstanceOf(JacksonException.class);
    }
}
