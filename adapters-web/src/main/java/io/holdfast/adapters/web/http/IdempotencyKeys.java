package io.holdfast.adapters.web.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.holdfast.application.identity.AnswerOnce;
import io.holdfast.application.identity.AnswerOnce.Outcome;
import io.holdfast.application.identity.AnswerOnce.Work;
import io.holdfast.domain.kernel.KeptAnswers;
import io.holdfast.domain.kernel.Violation;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Lets a request that makes something be sent again without making it twice: the header
/// `Idempotency-Key` names the attempt (draft-ietf-httpapi-idempotency-key-header). Belongs inside
/// of the access control: a repeated answer is for those who may ask for it.
public final class IdempotencyKeys implements Layer {

    static final String HEADER = "Idempotency-Key";

    private static final String POINTER = "#/header/" + HEADER;
    private static final int MAX_LENGTH = 255;

    /// The largest of the limits of routes that take JSON and make something.
    private static final int MAX_JSON_BYTES = 2 * 1024 * 1024;

    private static final Header SOON = HeaderValues.createCached(HeaderNames.RETRY_AFTER, "1");
    private static final Header REPLAYED =
            HeaderValues.createCached("Idempotency-Replayed", "true");

    private final AnswerOnce answerOnce;
    private final int maxUploadBytes;

    /// @param maxUploadBytes of a body that carries a file
    public IdempotencyKeys(AnswerOnce answerOnce, int maxUploadBytes) {
        this.answerOnce = answerOnce;
        this.maxUploadBytes = maxUploadBytes;
    }

    @Override
    public Reply apply(Route route, Exchange exchange, Supplier<Reply> next) {
        if (!route.has(Route.Trait.CREATES)) {
            return next.get();
        }
        var shown = exchange.headers(HEADER);
        if (shown.isEmpty()) {
            return next.get();
        }
        var key = key(shown);
        boolean isSecret = route.has(Route.Trait.SECRET);
        var caller = exchange.caller().label();
        if (route.has(Route.Trait.STREAMED)) {
            exchange.doOnceBy((input, work) ->
                    answer(new AnswerOnce.Command(caller, key, input, isSecret), work));
            return next.get();
        }
        return answer(new AnswerOnce.Command(caller, key, input(route, exchange), isSecret), next);
    }

    private byte[] input(Route route, Exchange exchange) {
        if (route.bodies().isEmpty()) {
            return RequestDigest.input(exchange, "");
        }
        exchange.holdBody(
                switch (exchange.bodyKind()) {
                    case MULTIPART, CSV -> maxUploadBytes;
                    case JSON, NDJSON, FORM -> MAX_JSON_BYTES;
                });
        return RequestDigest.input(exchange);
    }

    private Reply answer(AnswerOnce.Command command, Supplier<Reply> work) {
        var handling = new Handling(work);
        return switch (answerOnce.answer(command, handling)) {
            case Outcome.Given() -> handling.reply();
            case Outcome.Repeated(var answer) -> reply(answer);
            case Outcome.SecretShown() ->
                    throw new Refusal(
                            Problem.of(
                                    ProblemType.CONFLICT,
                                    "this request was answered already, and its answer shows a"
                                            + " secret, which is shown once"));
            case Outcome.OtherPayload() ->
                    throw invalid("was used for another request within the last 24 hours");
            case Outcome.Running() ->
                    throw new Refusal(
                            Problem.of(
                                    ProblemType.CONFLICT,
                                    "a request with this Idempotency-Key is being answered",
                                    SOON));
        };
    }

    /// A structured field's string (RFC 9651) means what is between its quotes; other text means
    /// itself, as most clients send it.
    private static String key(List<String> shown) {
        var text = shown.size() == 1 ? shown.getFirst().strip() : "";
        var key = text.startsWith("\"") ? unquoted(text) : text;
        if (key.isEmpty()
                || key.length() > MAX_LENGTH
                || !key.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw invalid("must be 1 to %d visible ASCII characters".formatted(MAX_LENGTH));
        }
        return key;
    }

    /// Empty for what is no such string.
    private static String unquoted(String text) {
        var content = new StringBuilder();
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i == text.length() - 1 ? content.toString() : "";
            }
            if (c == '\\') {
                i++;
                if (i >= text.length() || "\"\\".indexOf(text.charAt(i)) < 0) {
                    return "";
                }
            }
            content.append(text.charAt(i));
        }
        return "";
    }

    private static Refusal invalid(String detail) {
        return new Refusal(Problem.invalid(List.of(new Violation(POINTER, detail))));
    }

    private static Reply reply(KeptAnswers.Answer answer) {
        var headers =
                answer.headers().entrySet().stream()
                        .map(entry -> HeaderValues.create(entry.getKey(), entry.getValue()))
                        .toList();
        return new Reply(answer.status(), answer.contentType(), answer.body(), headers)
                .with(REPLAYED);
    }

    /// The handler's work, and the reply that it came to.
    private static final class Handling implements Supplier<Work> {

        private final Supplier<Reply> next;
        private @Nullable Reply reply;

        Handling(Supplier<Reply> next) {
            this.next = next;
        }

        @Override
        public Work get() {
            var given = next.get();
            reply = given;
            if (given.status() < 200 || given.status() > 299) {
                return new Work.Refused();
            }
            Map<String, String> headers =
                    given.headers().stream()
                            .collect(Collectors.toMap(Header::name, Header::get, (a, _) -> a));
            return new Work.Done(
                    new KeptAnswers.Answer(
                            given.status(), given.contentType(), given.body(), headers));
        }

        Reply reply() {
            if (reply == null) {
                throw new IllegalStateException("nothing was handled");
            }
            return reply;
        }
    }
}
