package io.holdfast.application.scoring;

import io.holdfast.application.models.ModelsWorld;
import io.holdfast.application.models.ServedModels;
import io.holdfast.application.models.ShelfOfModels;
import io.holdfast.domain.kernel.InMemoryWorkQueue;
import io.holdfast.domain.kernel.WorkQueue;
import io.holdfast.domain.models.CompiledModel;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Explanation;
import io.holdfast.domain.models.FieldValue;
import io.holdfast.domain.models.ModelLoader;
import io.holdfast.domain.notifications.InMemoryOutbox;
import io.holdfast.domain.scoring.BatchJob;
import io.holdfast.domain.scoring.InMemoryBatchJobs;
import io.holdfast.domain.scoring.InMemoryInferenceLog;
import io.holdfast.domain.scoring.InMemoryShadowLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The fakes that batches stand on, with a version of `tiny@1` that answers.
final class BatchWorld {

    static final ContractId TINY = new ContractId("tiny", 1);
    static final BatchJob.Webhook HOOK = new BatchJob.Webhook.To("https://example.com/hook");

    final ModelsWorld world = new ModelsWorld();
    final ShelfOfModels shelf = new ShelfOfModels(new byte[0]);
    final ServedModels served =
            new ServedModels(
                    shelf,
                    shelf,
                    world.contracts,
                    _ -> new ModelLoader.Outcome.Loaded(new ByCharge()));
    final InMemoryInferenceLog log = new InMemoryInferenceLog(world.contracts);
    final InMemoryBatchJobs jobs = new InMemoryBatchJobs(world.transactions);
    final InMemoryWorkQueue work = new InMemoryWorkQueue(world.transactions);
    final InMemoryOutbox outbox = new InMemoryOutbox(world.transactions);
    final SubmitBatch submitBatch =
            new SubmitBatch(world.transactions, served, jobs, work, world.ids, world.clock);
    final RunBatch runBatch =
            new RunBatch(
                    world.transactions,
                    jobs,
                    new ScoreBatch(served, log, new InMemoryShadowLog(), world.ids, world.clock),
                    outbox,
                    (job, counts) -> "%s %s".formatted(job.name(), counts),
                    world.ids,
                    world.clock);

    BatchWorld() {
        shelf.put(TINY, 1);
        served.refresh();
    }

    SubmitBatch.Outcome submit(String name, List<Map<String, FieldValue>> entities) {
        return submitBatch.submit(
                new SubmitBatch.Command(
                        "tiny",
                        entities,
                        new SubmitBatch.Name.Given(name),
                        WorkQueue.Priority.HIGH,
                        HOOK,
                        true,
                        "shop"));
    }

    BatchJob submitted(List<Map<String, FieldValue>> entities) {
        return switch (submit("spring", entities)) {
            case SubmitBatch.Outcome.Accepted(var job, var _) -> job;
            case SubmitBatch.Outcome other -> throw new AssertionError("not accepted: " + other);
        };
    }

    BatchJob stored(BatchJob job) {
        return jobs.find(job.id()).orElseThrow();
    }

    /// Entities of which every `nth` cannot be read; none where that is 0.
    static List<Map<String, FieldValue>> entities(int total, int nth) {
        var entities = new ArrayList<Map<String, FieldValue>>();
        for (int i = 0; i < total; i++) {
            boolean bad = nth > 0 && i % nth == 0;
            entities.add(
                    Map.of(
                            "id", new FieldValue.Text("c" + i),
                            "charge", new FieldValue.Numeric(bad ? -1 : i % 100),
                            "plan", new FieldValue.Text("basic")));
        }
        return List.copyOf(entities);
    }

    private record ByCharge() implements CompiledModel {
        @Override
        public ContractId contract() {
            return TINY;
        }

        @Override
        public double score(double[] features) {
            return features[0] / 100;
        }

        @Override
        public Explanation explain(double[] features) {
            throw new AssertionError("nobody asked for reasons");
        }
    }
}
