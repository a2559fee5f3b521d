package io.holdfast.adapters.web.models.rollout;

import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.domain.kernel.Violation;
import java.util.List;

/// The refusals that the routes of rollouts share.
final class Refusals {

    private Refusals() {}

    static Refusal unknownContract(String name) {
        return notFound("there is no contract " + Violation.extract(name));
    }

    static Refusal notFound(String detail) {
        return new Refusal(Problem.of(ProblemType.NOT_FOUND, detail));
    }

    static Refusal conflict(String detail) {
        return new Refusal(Problem.of(ProblemType.CONFLICT, detail));
    }

    static Refusal noVersion(String contractName) {
        return conflict("contract %s has no version yet".formatted(contractName));
    }

    static Refusal unfit(List<String> reasons) {
        return conflict(String.join("; ", reasons));
    }

    static Refusal overtaken() {
        return conflict("somebody else changed the rollout first; look at it and try again");
    }
}
