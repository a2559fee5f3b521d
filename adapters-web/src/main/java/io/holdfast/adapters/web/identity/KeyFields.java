package io.holdfast.adapters.web.identity;

import io.holdfast.adapters.web.http.FieldCheck;
import io.holdfast.adapters.web.http.JsonFields;
import io.holdfast.application.identity.IssueApiKey;
import io.holdfast.domain.identity.ApiKey;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.identity.Tier;
import io.holdfast.domain.kernel.Network;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// The members of a wish for a key.
final class KeyFields {

    /// A key that is to live longer has no end.
    static final Duration MAX_LIFE = Duration.ofDays(3_650);

    private static final String CLIENT_RULE =
            "must be 1 to " + ApiKey.MAX_CLIENT_LENGTH + " characters, without control characters";
    private static final String EXPIRY_RULE =
            "must be a moment such as 2027-01-31T12:00:00Z, in the future and at most 3,650 days"
                    + " away";
    private static final String SCOPE_RULE =
            Arrays.stream(Scope.values())
                    .map(Scope::label)
                    .collect(Collectors.joining(", ", "must be one of ", ""));
    private static final String TIER_RULE =
            Arrays.stream(Tier.values())
                    .map(Tier::label)
                    .collect(Collectors.joining(", ", "must be one of ", ""));

    private KeyFields() {}

    /// Refuses with all faults at once.
    static IssueApiKey.Command read(byte[] body, Instant now) {
        var check = new FieldCheck(JsonFields.readMembers(body));
        var client = check.text("client", KeyFields::isClient, CLIENT_RULE);
        var scopes =
                check.someTexts(
                        "scopes",
                        Scope.values().length,
                        label -> Scope.ofLabel(label).isPresent(),
                        SCOPE_RULE);
        var tier =
                check.text("tier", text -> tier(text).isPresent(), TIER_RULE, Tier.BASIC.label());
        var networks =
                check.texts(
                        "networks",
                        ApiKey.MAX_NETWORKS,
                        text -> Network.parse(text).isPresent(),
                        Network.RULE);
        var expiresAt = check.text("expires_at", text -> isExpiry(text, now), EXPIRY_RULE, "");
        check.done();
        return new IssueApiKey.Command(
                client,
                scopes.stream()
                        .flatMap(label -> Scope.ofLabel(label).stream())
                        .collect(Collectors.toUnmodifiableSet()),
                tier(tier).orElseThrow(),
                networks.stream().flatMap(text -> Network.parse(text).stream()).toList(),
                expiresAt.isEmpty() ? Instant.MAX : moment(expiresAt).orElseThrow());
    }

    private static boolean isClient(String text) {
        return !text.isBlank()
                && text.length() <= ApiKey.MAX_CLIENT_LENGTH
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    private static Optional<Tier> tier(String label) {
        return Arrays.stream(Tier.values()).filter(tier -> tier.label().equals(label)).findFirst();
    }

    private static boolean isExpiry(String text, Instant now) {
        return moment(text)
                .filter(moment -> moment.isAfter(now) && !moment.isAfter(now.plus(MAX_LIFE)))
                .isPresent();
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(
                    OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
