package io.holdfast.application.customers;

import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.FactLoads;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.kernel.Violation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Takes in what customers did, all of it or nothing. An event that came before, by its id, is not
/// stored twice; one that says something else now corrects it.
public final class RecordEvents {

    public static final int MAX_EVENTS = 1_000;

    /// What a sender's clock may be ahead of ours.
    private static final int SECONDS_AHEAD_MAX = 60;

    /// An event as it was sent; a text is empty where there was none.
    ///
    /// @param place where it stands in the input, as a pointer: `#`, or `#/3`
    /// @param id made up where it is empty
    /// @param at a moment such as `2026-03-01T12:00:00Z`
    /// @param metadata a JSON object
    public record Sent(
            String place, String id, String user, String type, String at, String metadata) {}

    /// @param source by whose ids customers may be named
    /// @param faults that were found while the events were read
    public record Command(String source, List<Sent> events, List<Violation> faults) {
        public Command {
            events = List.copyOf(events);
            faults = List.copyOf(faults);
        }
    }

    public sealed interface Outcome {
        /// @param accepted events that are stored now, or corrected
        /// @param duplicates events that were stored already, or stand twice among these
        record Recorded(int accepted, int duplicates) implements Outcome {}

        /// Nothing was stored.
        record Rejected(List<Violation> violations) implements Outcome {}

        /// Nothing, or more than `MAX_EVENTS`.
        record WrongSize(int size) implements Outcome {}
    }

    private final Transactions transactions;
    private final FactLoads loads;
    private final IdSource ids;
    private final InstantSource clock;

    public RecordEvents(
            Transactions transactions, FactLoads loads, IdSource ids, InstantSource clock) {
        this.transactions = transactions;
        this.loads = loads;
        this.ids = ids;
        this.clock = clock;
    }

    public Outcome record(Command command) {
        int size = command.events().size();
        if (size > MAX_EVENTS || (size == 0 && command.faults().isEmpty())) {
            return new Outcome.WrongSize(size);
        }
        var violations = new ArrayList<Violation>();
        var facts = new ArrayList<Fact>(size);
        for (var event : command.events()) {
            facts.add(read(event, facts.size() + 1, violations));
        }
        var faults = faults(command.faults(), violations);
        if (!faults.isEmpty()) {
            return new Outcome.Rejected(faults);
        }
        return store(command.source(), facts);
    }

    /// Of a value that has not even the right shape, nothing else is told.
    private static List<Violation> faults(List<Violation> ofShape, List<Violation> ofValues) {
        var told = ofShape.stream().map(Violation::pointer).collect(Collectors.toSet());
        return Stream.concat(
                        ofShape.stream(),
                        ofValues.stream().filter(fault -> !told.contains(fault.pointer())))
                .toList();
    }

    private Fact read(Sent event, int line, List<Violation> violations) {
        var id = event.id().isEmpty() ? ids.next().toString() : event.id();
        check(event, "event_id", "event_id", id, violations);
        check(event, "customer_id", "user_id", event.user(), violations);
        check(event, "type", "event_type", event.type(), violations);
        if (check(event, "occurred_at", "timestamp", event.at(), violations)
                && Instant.parse(event.at())
                        .isAfter(clock.instant().plusSeconds(SECONDS_AHEAD_MAX))) {
            violations.add(fault(event, "timestamp", "must not be in the future"));
        }
        var metadata = event.metadata();
        if (!metadata.isEmpty()) {
            check(event, "metadata", "metadata", metadata, violations);
        }
        @Nullable String[] values = {id, event.user(), event.type(), event.at(), absent(metadata)};
        return Fact.of(FactKind.EVENTS, line, values);
    }

    private static @Nullable String absent(String text) {
        return text.isEmpty() ? null : text;
    }

    /// @param field of the fact
    /// @param name by which senders know it
    private static boolean check(
            Sent event, String field, String name, String value, List<Violation> violations) {
        var kind = FactKind.EVENTS;
        var type = kind.fields().get(kind.indexOf(field)).type();
        if (value.isEmpty()) {
            violations.add(fault(event, name, "is required"));
            return false;
        }
        var fault = type.fault(value);
        fault.ifPresent(rule -> violations.add(fault(event, name, "must be " + rule)));
        return fault.isEmpty();
    }

    private static Violation fault(Sent event, String name, String detail) {
        return new Violation(event.place() + "/" + name, detail);
    }

    private Outcome store(String source, List<Fact> facts) {
        return transactions.call(() -> {
            var load = loads.begin(source);
            facts.forEach(load::add);
            int accepted =
                    load.finish().stream()
                            .mapToInt(count -> Math.toIntExact(count.inserted() + count.updated()))
                            .sum();
            return new Outcome.Recorded(accepted, facts.size() - accepted);
        });
    }
}
