package io.holdfast.adapters.web;

import io.holdfast.domain.kernel.InMemoryKeptAnswers;
import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.KeptAnswers;
import java.time.Instant;

/// The fake, but for the key `AT_IT`: with that, somebody always is at it.
record SampleKeptAnswers(KeptAnswers answers) implements KeptAnswers {

    static final String AT_IT = "somebody-is-at-it";

    SampleKeptAnswers(InMemoryTransactions transactions) {
        this(new InMemoryKeptAnswers(transactions));
    }

    @Override
    public Claim claim(String caller, String key, String payload, Instant expired) {
        return key.equals(AT_IT)
                ? new Claim.Running()
                : answers.claim(caller, key, payload, expired);
    }

    @Override
    public void keep(String caller, String key, String payload, Answer answer, Instant now) {
        answers.keep(caller, key, payload, answer, now);
    }

    @Override
    public int forget(Instant before, int limit) {
        return answers.forget(before, limit);
    }
}
