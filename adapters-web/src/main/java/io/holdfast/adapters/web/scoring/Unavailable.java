package io.holdfast.adapters.web.scoring;

import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.Refusal;

/// The refusals of a scoring that may succeed later.
final class Unavailable {

    private static final int RETRY_OVERLOADED_SECONDS = 1;
    private static final int RETRY_BATCHES_SECONDS = 60;
    private static final int RETRY_NO_MODEL_SECONDS = 30;

    private Unavailable() {}

    static Refusal noModel(String contractName) {
        return new Refusal(
                Problem.unavailable(
                        ProblemType.NO_MODEL,
                        "no model of contract %s is loaded".formatted(contractName),
                        RETRY_NO_MODEL_SECONDS));
    }

    static Refusal manyBatches() {
        return new Refusal(
                Problem.unavailable(
                        ProblemType.OVERLOADED,
                        "too many customers wait in batches",
                        RETRY_BATCHES_SECONDS));
    }

    static Refusal overloaded() {
        return new Refusal(
                Problem.unavailable(
                        ProblemType.OVERLOADED,
                        "predictions come in faster than they can be kept",
                        RETRY_OVERLOADED_SECONDS));
    }
}
