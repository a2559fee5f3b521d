package io.holdfast.application.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.identity.AuditEvent;
import io.holdfast.domain.identity.AuditEvent.Actor;
import io.holdfast.domain.identity.AuditEvent.Result;
import io.holdfast.domain.identity.InMemoryAuditTrail;
import io.holdfast.domain.identity.Role;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordActionTest {

    private static final RecordAction.Action ACTION =
            new RecordAction.Action(
                    new Actor(Actor.Kind.KEY, "k-1", "shop"),
                    "POST /users/approve",
                    "bob",
                    "192.0.2.7",
                    "r-1");

    private final IdentityWorld world = new IdentityWorld();
    private final InMemoryAuditTrail trail = new InMemoryAuditTrail(world.transactions);
    private final RecordAction record =
            new RecordAction(trail, world.users, world.ids, world.clock);

    @Test
    void tells_the_beginning_and_the_end_of_a_change_under_one_id() {
        var id = record.begin(ACTION);
        world.pass(Duration.ofSeconds(3));
        record.end(id, ACTION.to("carol"), Result.REFUSED);

        assertThat(trail.events()).hasSize(2);
        var began = trail.events().getFirst();
        assertThat(began)
                .isEqualTo(
                        new AuditEvent(
                                id,
                                IdentityWorld.NOON,
                                ACTION.actor(),
                                "POST /users/approve",
                                "bob",
                                "192.0.2.7",
                                "r-1",
                                Result.BEGAN));
        var ended = trail.events().getLast();
        assertThat(ended.id()).isEqualTo(id);
        assertThat(ended.at()).isEqualTo(IdentityWorld.NOON.plusSeconds(3));
        assertThat(ended.target()).isEqualTo("carol");
        assertThat(ended.result()).isEqualTo(Result.REFUSED);
    }

    @Test
    void notes_what_changes_nothing_in_one_row_each() {
        record.note(ACTION, Result.SUCCEEDED);
        record.note(ACTION.by(Actor.NOBODY), Result.FAILED);

        assertThat(trail.events())
                .extracting(AuditEvent::result)
                .isEqualTo(List.of(Result.SUCCEEDED, Result.FAILED));
        assertThat(trail.events()).extracting(AuditEvent::id).doesNotHaveDuplicates();
        assertThat(trail.events().getLast().actor()).isEqualTo(Actor.NOBODY);
    }

    @Test
    void knows_a_user_however_the_name_was_typed() {
        var ada = world.add("ada", Role.AGENT, false);

        assertThat(record.userNamed("ADA"))
                .isEqualTo(new Actor(Actor.Kind.USER, ada.id().toString(), "ada"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "correct horse battery", "somebody", "a\nb"})
    void writes_down_no_name_that_nobody_has(String typed) {
        assertThat(record.userNamed(typed)).isEqualTo(Actor.NOBODY);
    }
}
