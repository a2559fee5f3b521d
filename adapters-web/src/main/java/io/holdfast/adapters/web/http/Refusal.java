package io.holdfast.adapters.web.http;

/// Ends the handling of a request with a problem. For faults found while the request is being read,
/// where every caller would do nothing but hand the problem on.
public final class Refusal extends RuntimeException {

    private final transient Problem problem;

    public Refusal(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
