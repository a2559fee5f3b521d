package io.holdfast.application.ingestion;

import io.holdfast.domain.ingestion.ImportProfile;
import io.holdfast.domain.ingestion.ImportProfiles;
import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.ImportRun.Progress;
import io.holdfast.domain.ingestion.ImportRuns;
import io.holdfast.domain.ingestion.Uploads;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.kernel.WorkQueue;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// Takes files to be imported in the background, and takes imports back. Once it was answered, a
/// file is imported whatever happens to this process.
public final class SubmitImport {

    /// Imports that may wait.
    public static final int WAITING_MAX = 100;

    /// Of one request.
    public static final int FILES_MAX = 20;

    /// A file that was received whole.
    ///
    /// @param id by which it was received
    public record Sent(UUID id, ImportRun.File file) {}

    /// @param section of the profile; empty to let each file's name decide
    public record Command(
            String profile, String section, List<Sent> files, boolean dryRun, String by) {
        public Command {
            files = List.copyOf(files);
        }
    }

    public sealed interface Outcome {
        /// In the order in which they will be begun: that of the profile's sections.
        record Accepted(List<ImportRun> runs) implements Outcome {
            public Accepted {
                runs = List.copyOf(runs);
            }
        }

        record UnknownProfile(String name) implements Outcome {}

        /// The profile has no such section, or none for files of these names.
        record UnknownSection(List<String> fileNames, List<String> known) implements Outcome {
            public UnknownSection {
                fileNames = List.copyOf(fileNames);
                known = List.copyOf(known);
            }
        }

        /// As many imports wait as may.
        record TooMany() implements Outcome {}
    }

    public sealed interface Cancelled {
        record Done(ImportRun run) implements Cancelled {}

        record UnknownImport(UUID id) implements Cancelled {}

        /// It was over before; nothing changed.
        record Over(ImportRun run) implements Cancelled {}
    }

    private final Transactions transactions;
    private final ImportProfiles profiles;
    private final ImportRuns runs;
    private final Uploads uploads;
    private final WorkQueue work;
    private final IdSource ids;
    private final InstantSource clock;

    public SubmitImport(
            Transactions transactions,
            ImportProfiles profiles,
            ImportRuns runs,
            Uploads uploads,
            WorkQueue work,
            IdSource ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.profiles = profiles;
        this.runs = runs;
        this.uploads = uploads;
        this.work = work;
        this.ids = ids;
        this.clock = clock;
    }

    /// Whether so many imports wait that a file need not be sent at all.
    public boolean isFull() {
        return runs.waiting() >= WAITING_MAX;
    }

    /// The id under which the next file is received.
    public UUID nextFile() {
        return ids.next();
    }

    /// Receives a file; the caller closes it. What was kept is either submitted or dropped.
    public Uploads.Upload receive(UUID file) {
        return uploads.begin(file);
    }

    /// Removes a file that was received and not submitted.
    public void drop(UUID file) {
        uploads.remove(file);
    }

    public Outcome submit(Command command) {
        var found = profiles.find(command.profile());
        if (found.isEmpty()) {
            return new Outcome.UnknownProfile(command.profile());
        }
        var profile = found.get();
        var unknown = new ArrayList<String>();
        var waiting = new ArrayList<ImportRun>();
        for (var sent : command.files()) {
            profile.section(command.section(), sent.file().name())
                    .ifPresentOrElse(
                            section -> waiting.add(waiting(command, section, sent)),
                            () -> unknown.add(sent.file().name()));
        }
        if (!unknown.isEmpty()) {
            return new Outcome.UnknownSection(unknown, profile.sectionNames());
        }
        waiting.sort(Comparator.comparingInt(run -> profile.sectionNames().indexOf(run.section())));
        return transactions.call(() -> {
            if (!runs.addWaiting(waiting, WAITING_MAX)) {
                return new Outcome.TooMany();
            }
            for (var run : waiting) {
                work.submit(WorkQueue.Kind.IMPORT, run.id(), WorkQueue.Priority.NORMAL);
            }
            return new Outcome.Accepted(waiting);
        });
    }

    private ImportRun waiting(Command command, ImportProfile.Section section, Sent sent) {
        return new ImportRun(
                sent.id(),
                command.profile(),
                section.name(),
                sent.file(),
                command.dryRun(),
                command.by(),
                clock.instant(),
                new Progress(0, 0),
                new ImportRun.State.Waiting());
    }

    /// The node that imports notices within about a second, and stores nothing.
    public Cancelled cancel(UUID id) {
        var found = runs.find(id);
        if (found.isEmpty()) {
            return new Cancelled.UnknownImport(id);
        }
        var run = found.get();
        var cancelled = run.in(run.progress(), new ImportRun.State.Cancelled(clock.instant()));
        return runs.update(cancelled)
                ? new Cancelled.Done(cancelled)
                : new Cancelled.Over(runs.find(id).orElse(run));
    }
}
