package io.holdfast.domain.models;

import io.holdfast.domain.kernel.InMemoryTransactions;

final class InMemoryTrainingJobsTest implements TrainingJobsContract {

    private final InMemoryTrainingJobs jobs = new InMemoryTrainingJobs(new InMemoryTransactions());

    @Override
    public TrainingJobs jobs() {
        return jobs;
    }

    @Override
    public TrainingQueries queries() {
        return jobs;
    }
}
