package io.holdfast.adapters.web.identity;

import io.holdfast.adapters.web.http.Json;
import io.holdfast.domain.kernel.PersonalData;
import io.holdfast.domain.kernel.PersonalData.Person;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What is told about a person's data, by route and by command.
public final class PersonAnswer {

    record Section(String name, long total, List<Map<String, String>> rows) {}

    record Export(String kind, String id, String exportedAt, List<Section> sections) {}

    record Erasure(String name, long erased, long pseudonymised, long kept) {}

    record Erased(String kind, String id, List<Erasure> sections) {}

    private PersonAnswer() {}

    static Export export(Person person, List<PersonalData.Section> sections, Instant now) {
        return new Export(
                kind(person),
                id(person),
                now.toString(),
                sections.stream()
                        .map(one -> new Section(one.name(), one.total(), one.rows()))
                        .toList());
    }

    static Erased erased(Person person, List<PersonalData.Erasure> erasures) {
        return new Erased(
                kind(person),
                id(person),
                erasures.stream()
                        .map(one ->
                                new Erasure(
                                        one.name(), one.erased(), one.pseudonymised(), one.kept()))
                        .toList());
    }

    /// An export as a JSON document.
    public static String document(Person person, List<PersonalData.Section> sections, Instant now) {
        return new String(Json.write(export(person, sections, now)), StandardCharsets.UTF_8);
    }

    private static String kind(Person person) {
        return switch (person) {
            case Person.Customer _ -> "customer";
            case Person.Account _ -> "user";
        };
    }

    static String id(Person person) {
        return switch (person) {
            case Person.Customer(var id) -> id;
            case Person.Account(var username) -> username;
        };
    }
}
