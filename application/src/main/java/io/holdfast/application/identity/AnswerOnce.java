package io.holdfast.application.identity;

import io.holdfast.domain.kernel.KeptAnswers;
import io.holdfast.domain.kernel.KeptAnswers.Answer;
import io.holdfast.domain.kernel.KeptAnswers.Claim;
import io.holdfast.domain.kernel.Sha256;
import io.holdfast.domain.kernel.Transactions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Does what is asked under an idempotency key once, and gives the same answer to the same request
/// for a day. The work and the keeping of its answer are one transaction: either both are there
/// afterwards or neither is, whatever happens in between.
public final class AnswerOnce {

    /// @param caller whose key it is
    /// @param request all that makes the request what it is, as bytes
    /// @param secret whether the answer shows a secret, which is then not kept: the same request
    ///   again is only told that it was answered
    public record Command(String caller, String key, byte[] request, boolean secret) {}

    public sealed interface Outcome {
        /// The work was done just now, or refused by an answer that is no success.
        record Given() implements Outcome {}

        /// Nothing was done: it was done before.
        record Repeated(Answer answer) implements Outcome {}

        /// It was done before, and its answer was to be seen once.
        record SecretShown() implements Outcome {}

        record OtherPayload() implements Outcome {}

        record Running() implements Outcome {}
    }

    /// What the work came to.
    public sealed interface Work {
        record Done(Answer answer) implements Work {}

        /// Nothing is to be kept of it, nor of what it wrote.
        record Refused() implements Work {}
    }

    public static final Duration KEPT = Duration.ofDays(1);

    /// Answers forgotten in one go, so that no statement runs for long.
    private static final int FORGOTTEN_AT_ONCE = 10_000;

    /// Each holds a connection for as long as it works; the others are for everybody else.
    private static final int AT_ONCE = 4;

    private final Semaphore atOnce = new Semaphore(AT_ONCE, true);
    private final Transactions transactions;
    private final KeptAnswers answers;
    private final Sha256 sha256;
    private final String secret;
    private final InstantSource clock;

    /// @param secret makes the digests of requests worthless to whoever reads the database: a
    ///   request may hold a password, and a plain digest of it could be guessed at
    public AnswerOnce(
            Transactions transactions,
            KeptAnswers answers,
            Sha256 sha256,
            String secret,
            InstantSource clock) {
        this.secret = secret;
        this.transactions = transactions;
        this.answers = answers;
        this.sha256 = sha256;
        this.clock = clock;
    }

    /// What the work throws is thrown on, and undoes what it wrote; the key is then free again.
    public Outcome answer(Command command, Supplier<Work> work) {
        var payload = digest(command.request());
        atOnce.acquireUninterruptibly();
        try {
            return transactions.call(() -> claimed(command, payload, work));
        } catch (Undone _) {
            return new Outcome.Given();
        } finally {
            atOnce.release();
        }
    }

    private String digest(byte[] request) {
        var whole = secret + "\n" + sha256.hex(request);
        return sha256.hex(whole.getBytes(StandardCharsets.UTF_8));
    }

    private Outcome claimed(Command command, String payload, Supplier<Work> work) {
        var expired = clock.instant().minus(KEPT);
        return switch (answers.claim(command.caller(), command.key(), payload, expired)) {
            case Claim.Answered(var answer) ->
                    command.secret() ? new Outcome.SecretShown() : new Outcome.Repeated(answer);
            case Claim.OtherPayload() -> new Outcome.OtherPayload();
            case Claim.Running() -> new Outcome.Running();
            case Claim.Fresh() ->
                    switch (work.get()) {
                        case Work.Refused() -> throw new Undone();
                        case Work.Done(var answer) -> {
                            keep(command, payload, answer);
                            yield new Outcome.Given();
                        }
                    };
        };
    }

    private void keep(Command command, String payload, Answer answer) {
        var kept =
                command.secret() ? new Answer(answer.status(), "", new byte[0], Map.of()) : answer;
        answers.keep(command.caller(), command.key(), payload, kept, clock.instant());
    }

    /// Takes away what is too old to be asked for, and says how many.
    public int forgetOld() {
        return answers.forget(clock.instant().minus(KEPT), FORGOTTEN_AT_ONCE);
    }

    /// A transaction ends without a trace by a throw only.
    private static final class Undone extends RuntimeException {
        Undone() {
            super("refused", null, false, false);
        }
    }
}
