package io.holdfast.bootstrap;

import io.holdfast.adapters.persistence.PersistenceAdapter.Background;
import io.holdfast.adapters.persistence.PersistenceAdapter.BackgroundSettings;
import io.holdfast.adapters.persistence.PersistenceAdapter.Recurring;
import io.holdfast.adapters.persistence.PersistenceAdapter.Work;
import io.holdfast.adapters.web.WebAdapter;
import io.holdfast.application.kernel.ForgetOld;
import io.holdfast.application.models.RequestTraining;
import io.holdfast.application.models.RunTraining;
import io.holdfast.application.models.ServedModels;
import io.holdfast.application.scoring.RunBatch;
import io.holdfast.application.scoring.SubmitBatch;
import io.holdfast.domain.kernel.Retained;
import io.holdfast.domain.kernel.WorkQueue;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// What is done in the background, and who asks for it.
final class BackgroundWiring {

    private static final System.Logger LOG = System.getLogger(BackgroundWiring.class.getName());

    private static final Duration STEER_EVERY = Duration.ofSeconds(10);

    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    /// No load goes on for as long.
    private static final int ERASURES_DAYS = 7;

    /// Most counts of requests are worth nothing after a minute or two.
    private static final Duration FORGET_LIMITS_EVERY = Duration.ofMinutes(5);

    private static final Duration TELL_HEAD_EVERY = Duration.ofDays(1);

    /// Running work may go on for so long at the stop, and as long again once interrupted.
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final App app;
    private final ServedModels models;
    private final BooleanSupplier isPrepared;

    /// @param isPrepared whether what a first start needs has been made
    BackgroundWiring(App app, ServedModels models, BooleanSupplier isPrepared) {
        this.app = app;
        this.models = models;
        this.isPrepared = isPrepared;
    }

    /// The use cases and reads behind the routes.
    WebAdapter.Background routes() {
        var persistence = app.persistence();
        return new WebAdapter.Background(
                new SubmitBatch(
                        persistence.transactions(),
                        models,
                        persistence.batchJobs(),
                        persistence.workQueue(),
                        app.ids(),
                        app.clock()),
                persistence.batchJobs(),
                new RequestTraining(
                        persistence.transactions(),
                        persistence.datasets(),
                        persistence.trainingJobs(),
                        persistence.workQueue(),
                        app.ids(),
                        app.clock()),
                persistence.trainingJobs());
    }

    /// Lets this node do its share.
    Background start() {
        tellAuditHead();
        var runBatch = runBatch();
        var runTraining =
                new RunTraining(app.persistence().trainingJobs(), app.trainModel(), app.clock());
        var settings = app.config().work();
        return app.persistence()
                .startBackground(
                        Map.of(
                                WorkQueue.Kind.BATCH,
                                new Work(runBatch::run, runBatch::giveUp),
                                WorkQueue.Kind.TRAINING,
                                new Work(runTraining::run, runTraining::giveUp),
                                WorkQueue.Kind.REFRESH,
                                new AnalyticsWiring(app).work(),
                                WorkQueue.Kind.IMPORT,
                                new ImportWiring(app).work()),
                        recurring(),
                        new BackgroundSettings(
                                settings.batches(),
                                settings.trainings(),
                                settings.imports(),
                                GRACE));
    }

    private List<Recurring> recurring() {
        var recurring = new ArrayList<Recurring>();
        recurring.add(new Recurring("steer_ramps", STEER_EVERY, app.steerRamps()::steer));
        recurring.add(
                new Recurring("end_experiments", STEER_EVERY, app.runExperiments()::endOverdue));
        recurring.add(new Recurring("forget_old", FORGET_EVERY, this::forgetOld));
        recurring.add(
                new Recurring(
                        "forget_rate_limits",
                        FORGET_LIMITS_EVERY,
                        app.persistence()::removeExpiredLimits));
        recurring.add(new Recurring("forget_answers", FORGET_EVERY, this::forgetAnswers));
        recurring.add(new Recurring("tell_audit_head", TELL_HEAD_EVERY, this::tellAuditHead));
        recurring.addAll(new StoredScoresWiring(app, models).recurring(isPrepared));
        recurring.addAll(new FactsWiring(app).recurring());
        recurring.addAll(new ImportWiring(app).recurring());
        recurring.addAll(new IngestionWiring(app).recurring());
        recurring.addAll(new AnalyticsWiring(app).recurring());
        return List.copyOf(recurring);
    }

    /// Everything that is kept for a time only, by its setting.
    private ForgetOld forgetOldUseCase() {
        var retained = app.persistence().retention();
        var days = app.config().retention();
        return new ForgetOld(
                List.of(
                        rule(retained.predictions(), days.predictions()),
                        rule(retained.shadowScores(), days.shadow()),
                        rule(retained.outcomes(), days.outcomes()),
                        rule(retained.batches(), days.batches()),
                        rule(retained.messages(), days.outbox()),
                        rule(retained.trainings(), days.jobs()),
                        rule(retained.sessions(), days.sessions()),
                        rule(retained.auditEvents(), days.audit()),
                        rule(retained.events(), days.events()),
                        rule(retained.quarantinedFacts(), days.quarantine()),
                        rule(retained.erasures(), ERASURES_DAYS),
                        rule(retained.scoreRuns(), days.scorings()),
                        rule(retained.imports(), days.imports())),
                app.clock());
    }

    private static ForgetOld.Rule rule(Retained retained, int days) {
        return new ForgetOld.Rule(retained, Duration.ofDays(days));
    }

    /// A log that is shipped elsewhere holds what the trail can be held against, even by those who
    /// do not trust whoever owns the database.
    private void tellAuditHead() {
        LOG.log(
                Level.INFO,
                "the head of the audit trail is {0}",
                app.identity().auditQueries().head());
    }

    private void forgetOld() {
        forgetOldUseCase()
                .forget()
                .forEach((name, rows) ->
                        LOG.log(Level.INFO, "{0}: about {1} old rows were forgotten", name, rows));
    }

    /// Until nothing is left to forget: each go is one short transaction.
    private void forgetAnswers() {
        var answerOnce = app.identity().answerOnce();
        int forgotten = 0;
        for (int some = answerOnce.forgetOld(); some > 0; some = answerOnce.forgetOld()) {
            forgotten += some;
        }
        if (forgotten > 0) {
            LOG.log(Level.INFO, "{0} answers under idempotency keys were forgotten", forgotten);
        }
    }

    private RunBatch runBatch() {
        var persistence = app.persistence();
        return new RunBatch(
                persistence.transactions(),
                persistence.batchJobs(),
                app.scoreBatch(models),
                persistence.outbox(),
                WebAdapter::batchEvent,
                app.ids(),
                app.clock());
    }
}
