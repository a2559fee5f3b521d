package io.holdfast.bootstrap.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/// Who a customer of the made-up shop is, and what is in their nature. What is blank nobody asked.
record Shopper(String id, LocalDate registered, Name name, Household household, Nature nature) {

    private static final String PREFIX = "CUST-";
    private static final List<String> FIRST_NAMES =
            List.of(
                    "Ada", "Aisha", "Alan", "Amir", "Ana", "Ben", "Bruno", "Carla", "Chen", "Clara",
                    "Dana", "David", "Elena", "Elif", "Emil", "Erik", "Fatima", "Felix", "Grace",
                    "Hana", "Hugo", "Ines", "Ivan", "Jana", "Jonas", "Julia", "Kai", "Kofi", "Lara",
                    "Leo", "Lina", "Luis", "Maja", "Marco", "Maria", "Mei", "Mia", "Nadia", "Nils",
                    "Noah", "Olga", "Omar", "Paula", "Pedro", "Priya", "Ravi", "Rosa", "Sara",
                    "Simon", "Sofia", "Tariq", "Theo", "Uma", "Vera", "Viktor", "Wen", "Yara",
                    "Yusuf", "Zoe", "Zuri");
    private static final List<String> LAST_NAMES =
            List.of(
                    "Abara",
                    "Adler",
                    "Almeida",
                    "Andersen",
                    "Baker",
                    "Bauer",
                    "Bianchi",
                    "Brandt",
                    "Castro",
                    "Cohen",
                    "Costa",
                    "Dahl",
                    "Diallo",
                    "Dubois",
                    "Ekwall",
                    "Eriksen",
                    "Farah",
                    "Fischer",
                    "Flores",
                    "Garcia",
                    "Gupta",
                    "Haddad",
                    "Hansen",
                    "Hayashi",
                    "Holm",
                    "Ibrahim",
                    "Ivanova",
                    "Jansen",
                    "Jensen",
                    "Kaya",
                    "Keller",
                    "Khan",
                    "Kim",
                    "Kovacs",
                    "Kumar",
                    "Larsen",
                    "Lee",
                    "Lopez",
                    "Marino",
                    "Mensah",
                    "Miller",
                    "Moreau",
                    "Nakamura",
                    "Nguyen",
                    "Novak",
                    "Okafor",
                    "Olsen",
                    "Park",
                    "Patel",
                    "Perez",
                    "Quinn",
                    "Reyes",
                    "Rossi",
                    "Santos",
                    "Sato",
                    "Schmidt",
                    "Silva",
                    "Singh",
                    "Tanaka",
                    "Torres",
                    "Vogel",
                    "Wagner",
                    "Walker",
                    "Weber",
                    "Wong",
                    "Yilmaz",
                    "Young",
                    "Zhang");
    private static final List<String> STREETS =
            List.of(
                    "Canal St",
                    "Cedar Ave",
                    "Elm St",
                    "Harbor Rd",
                    "Hill Rd",
                    "Lake Dr",
                    "Mill Ln");
    private static final List<Place> PLACES =
            List.of(
                    new Place("Bend", "OR", "97701"),
                    new Place("Boise", "ID", "83702"),
                    new Place("Boulder", "CO", "80302"),
                    new Place("Denver", "CO", "80202"),
                    new Place("Portland", "OR", "97204"),
                    new Place("Sacramento", "CA", "95814"),
                    new Place("San Jose", "CA", "95113"),
                    new Place("Seattle", "WA", "98101"),
                    new Place("Spokane", "WA", "99201"),
                    new Place("Tucson", "AZ", "85701"));

    private record Place(String city, String state, String postalCode) {}

    /// How to reach them.
    record Name(
            String first,
            String last,
            String email,
            String phone,
            String street,
            String city,
            String state,
            String postalCode) {}

    /// As contract `rfm` has it.
    record Household(
            LocalDate born,
            String gender,
            String maritalStatus,
            String income,
            int children,
            String education,
            String occupation,
            boolean ownsHome) {}

    /// What moves them; only segment, channel and e-mail engagement show as such.
    ///
    /// @param orders how many a month of 30 days on average while they stay
    /// @param sessions how many a day in the app; 0 for those without it
    /// @param bargains share of their orders that a discount moves
    /// @param failures share of their orders whose payment fails
    /// @param pickiness how much oftener than others they send back
    record Nature(
            String segment,
            String channel,
            double email,
            double orders,
            double sessions,
            double bargains,
            double failures,
            double pickiness,
            boolean isMember) {}

    /// @param end before which they were born long enough ago
    static Shopper draw(int index, LocalDate registered, LocalDate end, Dice dice) {
        return new Shopper(
                String.format(Locale.ROOT, "%s%05d", PREFIX, index + 1),
                registered,
                name(index, dice),
                household(end, dice),
                nature(dice));
    }

    /// The part of the id that is counted, for the ids of what they do.
    String number() {
        return id.substring(PREFIX.length());
    }

    private static Name name(int index, Dice dice) {
        var first = dice.pick(FIRST_NAMES);
        var last = dice.pick(LAST_NAMES);
        var email = "%s.%s.%d@example.com".formatted(first, last, index + 1);
        var place = dice.pick(PLACES);
        return new Name(
                first,
                last,
                dice.chance(0.03) ? Cells.BLANK : email.toLowerCase(Locale.ROOT),
                dice.chance(0.1)
                        ? Cells.BLANK
                        : String.format(Locale.ROOT, "+1-555-01%02d", dice.below(100)),
                1 + dice.below(999) + " " + dice.pick(STREETS),
                place.city(),
                place.state(),
                place.postalCode());
    }

    private static Household household(LocalDate end, Dice dice) {
        long age = Math.clamp(Math.round(42 + 14 * dice.gaussian()), 18, 85);
        return new Household(
                end.minusYears(age).minusDays(1 + dice.below(364)),
                dice.pick(List.of("F", "M", "X"), 0.49, 0.49),
                dice.chance(0.54) ? "M" : "S",
                dice.chance(0.04)
                        ? Cells.BLANK
                        : Cells.hundredths(10_000 * Math.rint(dice.logNormal(5.5, 0.5))),
                dice.repeats(0.6, 5),
                dice.chance(0.04) ? Cells.BLANK : RfmDemo.education(dice),
                dice.chance(0.04) ? Cells.BLANK : RfmDemo.occupation(dice),
                dice.chance(0.67));
    }

    private static Nature nature(Dice dice) {
        var segment = dice.pick(List.of("Commuter", "Family", "Sport", "Club"), 0.35, 0.3, 0.25);
        double eagerness =
                switch (segment) {
                    case "Family" -> 0.8;
                    case "Sport" -> 1.3;
                    case "Club" -> 1.7;
                    default -> 1;
                };
        boolean hasApp = dice.chance(0.45);
        return new Nature(
                segment,
                dice.pick(List.of("online", "mobile", "store"), 0.45, hasApp ? 0.4 : 0.1),
                Cells.round(1 - StrictMath.sqrt(dice.uniform()), 10_000),
                eagerness * dice.logNormal(0.42, 0.6),
                hasApp ? dice.logNormal(0.025, 0.6) : 0,
                dice.uniform() * dice.uniform(),
                Math.min(dice.logNormal(0.02, 0.9), 0.5),
                dice.logNormal(1, 0.5),
                dice.chance(0.7));
    }
}
