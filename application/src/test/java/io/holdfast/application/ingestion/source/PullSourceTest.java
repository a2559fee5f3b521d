package io.holdfast.application.ingestion.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.application.ingestion.ImportRows;
import io.holdfast.application.ingestion.source.PullSource.Outcome;
import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.TextFormat;
import io.holdfast.domain.ingestion.source.InMemoryRecordSources;
import io.holdfast.domain.ingestion.source.InMemoryRecordSources.Item;
import io.holdfast.domain.ingestion.source.InMemorySources;
import io.holdfast.domain.ingestion.source.Position;
import io.holdfast.domain.ingestion.source.Pull;
import io.holdfast.domain.ingestion.source.RecordSource.Page;
import io.holdfast.domain.ingestion.source.RecordSources.Opening;
import io.holdfast.domain.ingestion.source.SampleSource;
import io.holdfast.domain.ingestion.source.SourceState;
import io.holdfast.domain.ingestion.source.Sources;
import io.holdfast.domain.kernel.Secret;
import io.holdfast.domain.kernel.SequentialIds;
import io.holdfast.domain.kernel.TransparentSecretBox;
import io.holdfast.domain.models.RowStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PullSourceTest {

    private static final Secret SECRET = new Secret("secret");

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final InMemorySources sources = new InMemorySources();
    private final InMemoryRecordSources systems = new InMemoryRecordSources();
    private final TransparentSecretBox box = new TransparentSecretBox();
    private final ChangeSources change = new ChangeSources(sources, box, () -> now);
    private final TestSource test = new TestSource(sources, systems, box);
    private final List<String> imported = new ArrayList<>();
    private final List<Runnable> recurring = new ArrayList<>();
    private final List<ImportRows.Trace> traces = new ArrayList<>();
    private ImportRun.State stateOfImports = new ImportRun.State.Completed(now, List.of());
    private final PullSource pulls =
            new PullSource(
                    sources,
                    systems,
                    box,
                    this::store,
                    this::repeat,
                    new SequentialIds(),
                    () -> now);

    private Runnable repeat(Duration pause, Runnable work) {
        assertThat(pause).isLessThan(Sources.HOLD);
        recurring.add(work);
        return () -> recurring.remove(work);
    }

    private PageImport.Outcome store(ImportRows.Command page) {
        assertThat(page.profile()).isEqualTo("shop");
        assertThat(page.section()).isEqualTo("customers");
        traces.add(page.trace());
        long rows = 0;
        try (var stream = page.rows().open(TextFormat.auto())) {
            assertThat(stream.header()).isEqualTo(new RowStream.Header.Read(List.of("id", "mark")));
            while (stream.next(7) instanceof RowStream.Batch.Rows(var batch)) {
                rows += batch.size();
                if (stateOfImports instanceof ImportRun.State.Completed) {
                    batch.forEach(row -> imported.add(row.cells().getFirst()));
                }
            }
        }
        var run =
                new ImportRun(
                        new UUID(0, 9),
                        page.profile(),
                        page.section(),
                        page.file(),
                        page.dryRun(),
                        page.by(),
                        now,
                        new ImportRun.Progress(rows, 1),
                        stateOfImports);
        return new PageImport.Outcome.Ran(run);
    }

    private void add(long everyMinutes, int pageSize) {
        var source = SampleSource.withPages(SampleSource.named("shop", everyMinutes), pageSize);
        var _ = change.add(source, SECRET, "ann");
    }

    private void put(long from, long to) {
        systems.put(LongStream.rangeClosed(from, to).mapToObj(i -> new Item("i" + i, i)).toList());
    }

    private Pull pull() {
        return ((Outcome.Ended) pulls.pull("shop", "ann", _ -> {})).pull();
    }

    private SourceState state() {
        return sources.find("shop").orElseThrow().state();
    }

    @Test
    void imports_page_by_page_and_goes_on_from_there() {
        add(5, 10);
        put(1, 25);

        var first = pull();

        assertThat(first.state()).isEqualTo(new Pull.State.Completed(now));
        assertThat(first.progress()).isEqualTo(new Pull.Progress(3, 25, 3));
        assertThat(imported).hasSize(25).doesNotHaveDuplicates();
        assertThat(state().mark()).isEqualTo("25");
        assertThat(state().dueAt()).isEqualTo(now.plus(Duration.ofMinutes(5)));
        assertThat(systems.open()).isZero();
        put(26, 27);
        imported.clear();
        var _ = pull();
        assertThat(imported).containsExactly("i25", "i26", "i27");
        assertThat(systems.asked()).contains(new Position.Beginning(), new Position.From("25"));
    }

    @Test
    void what_was_imported_before_leaves_no_trace_where_it_comes_again() {
        add(5, 10);
        put(1, 25);
        var _ = pull();
        put(26, 38);
        var _ = pull();

        assertThat(traces)
                .containsExactly(
                        ImportRows.Trace.ALWAYS,
                        ImportRows.Trace.ALWAYS,
                        ImportRows.Trace.ALWAYS,
                        ImportRows.Trace.IF_CHANGED,
                        ImportRows.Trace.ALWAYS);
    }

    @Test
    void what_comes_to_a_mark_later_is_seen_and_what_comes_before_it_is_not() {
        add(0, 10);
        put(1, 5);
        var _ = pull();
        imported.clear();
        systems.put(List.of(new Item("late", 3), new Item("tie", 5)));

        var _ = pull();

        assertThat(imported).containsExactlyInAnyOrder("i5", "tie");
    }

    @Test
    void a_system_that_goes_away_leaves_the_pages_before_and_the_next_pull_goes_on() {
        add(5, 10);
        put(1, 25);
        systems.failAfter(2, new Page.Lost("gone"));

        var broken = pull();

        assertThat(broken.state()).isEqualTo(new Pull.State.Failed(now, "gone"));
        assertThat(broken.progress().rows()).isEqualTo(20);
        assertThat(state().mark()).isEqualTo("20");
        assertThat(state().failures()).isEqualTo(1);
        assertThat(state().fault()).isEqualTo("gone");
        assertThat(state().dueAt()).isEqualTo(now.plus(Duration.ofMinutes(1)));
        assertThat(systems.open()).isZero();
        systems.mend();
        imported.clear();
        assertThat(pull().state()).isInstanceOf(Pull.State.Completed.class);
        assertThat(imported).containsExactly("i20", "i21", "i22", "i23", "i24", "i25");
        assertThat(state().failures()).isZero();
    }

    @Test
    void a_refused_page_stops_the_pull_and_the_mark_stays() {
        add(5, 10);
        put(1, 25);
        stateOfImports = new ImportRun.State.Refused(now, "half of it is wrong");

        var refused = pull();

        assertThat(refused.state()).isEqualTo(new Pull.State.Refused(now, "half of it is wrong"));
        assertThat(state().mark()).isEmpty();
        assertThat(state().failures()).isEqualTo(1);
        assertThat(systems.asked()).hasSize(1);
    }

    @Test
    void an_import_that_cannot_begin_refuses_the_pull() {
        add(5, 10);
        put(1, 1);
        var without =
                new PullSource(
                        sources,
                        systems,
                        box,
                        _ -> new PageImport.Outcome.NotBegun("there is no import profile shop"),
                        this::repeat,
                        new SequentialIds(),
                        () -> now);

        var _ = without.pull("shop", "ann", _ -> {});

        assertThat(state().fault()).isEqualTo("there is no import profile shop");
        assertThat(state().mark()).isEmpty();
    }

    @Test
    void waits_longer_with_each_failure_up_to_an_hour() {
        add(1, 10);
        systems.obstruct(new Opening.Unreachable("nothing answers"));
        var pauses = new ArrayList<Long>();
        for (int i = 0; i < 8; i++) {
            var _ = pull();
            pauses.add(Duration.between(now, state().dueAt()).toMinutes());
        }

        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
        assertThat(PullSource.pause(Integer.MAX_VALUE)).isEqualTo(PullSource.LONGEST_PAUSE);
    }

    @Test
    void a_surprise_is_thrown_and_counted_as_a_failure() {
        add(5, 10);
        put(1, 1);
        var surprised =
                new PullSource(
                        sources,
                        systems,
                        box,
                        _ -> {
                            throw new IllegalStateException("disk");
                        },
                        this::repeat,
                        new SequentialIds(),
                        () -> now);

        assertThatThrownBy(() -> surprised.pull("shop", "ann", _ -> {})).hasMessage("disk");

        assertThat(state().failures()).isEqualTo(1);
        assertThat(state().isTaken(now)).isFalse();
        assertThat(systems.open()).isZero();
    }

    @Test
    void a_long_pull_pauses_and_goes_on() {
        add(5, 1);
        put(1, PullSource.MAX_PAGES + 1);

        assertThat(pull().state()).isEqualTo(new Pull.State.Paused(now));
        assertThat(state().dueAt()).isEqualTo(now);
        assertThat(pull().state()).isInstanceOf(Pull.State.Completed.class);
        assertThat(imported).contains("i" + (PullSource.MAX_PAGES + 1));
    }

    @Test
    void a_slow_pull_pauses_and_goes_on() {
        add(5, 1);
        put(1, 3);
        var slow =
                new PullSource(
                        sources,
                        systems,
                        box,
                        page -> {
                            now = now.plus(PullSource.MAX_DURATION.dividedBy(2));
                            return store(page);
                        },
                        this::repeat,
                        new SequentialIds(),
                        () -> now);

        var paused = ((Outcome.Ended) slow.pull("shop", "ann", _ -> {})).pull();

        assertThat(paused.state()).isEqualTo(new Pull.State.Paused(now));
        assertThat(imported).containsExactly("i1", "i2");
        assertThat(state().dueAt()).isEqualTo(now);
    }

    @Test
    void a_password_that_cannot_be_opened_any_more_is_told() {
        var _ = sources.add(SampleSource.named("shop", 5), "foreign", "ann", now, now);

        assertThat(pull().state()).isEqualTo(new Pull.State.Refused(now, PullSource.UNREADABLE));
        assertThat(test.test("shop"))
                .isEqualTo(new TestSource.Outcome.Fails(PullSource.UNREADABLE));
    }

    @Test
    void pulls_what_is_due_and_enabled() {
        add(5, 10);
        var off = SampleSource.disabled(SampleSource.named("off", 5));
        var _ = change.add(off, SECRET, "ann");
        var _ = change.add(SampleSource.named("manual", 0), SECRET, "ann");
        put(1, 3);
        var ended = new ArrayList<Pull>();

        pulls.pullDue(ended::add);
        pulls.pullDue(ended::add);

        assertThat(ended).extracting(Pull::source).containsExactly("shop");
        assertThat(change.askForPull("manual")).isEqualTo(new ChangeSources.Asked.Done("manual"));
        assertThat(change.askForPull("off")).isEqualTo(new ChangeSources.Asked.Disabled("off"));
        assertThat(change.askForPull("none")).isEqualTo(new ChangeSources.Asked.Unknown("none"));
        pulls.pullDue(ended::add);
        assertThat(ended).extracting(Pull::source).containsExactly("shop", "manual");
    }

    @Test
    void one_pull_of_a_source_at_a_time() {
        add(5, 10);
        var _ = sources.claim("shop", new UUID(0, 7), now);

        assertThat(pulls.pull("shop", "ann", _ -> {})).isEqualTo(new Outcome.Taken("shop"));
        assertThat(pulls.pull("none", "ann", _ -> {})).isEqualTo(new Outcome.Unknown("none"));
        assertThat(change.askForPull("shop")).isEqualTo(new ChangeSources.Asked.Running("shop"));
    }

    @Test
    void a_pull_whose_page_waits_for_hours_keeps_its_source() {
        add(5, 10);
        put(1, 3);
        var slow =
                new PullSource(
                        sources,
                        systems,
                        box,
                        page -> {
                            for (int i = 0; i < 20; i++) {
                                now = now.plus(Sources.HOLD.dividedBy(2));
                                recurring.forEach(Runnable::run);
                            }
                            assertThat(sources.due(now, 9)).isEmpty();
                            return store(page);
                        },
                        this::repeat,
                        new SequentialIds(),
                        () -> now);

        var ended = (Outcome.Ended) slow.pull("shop", "ann", _ -> {});

        assertThat(ended.pull().state()).isInstanceOf(Pull.State.Paused.class);
        assertThat(state().mark()).isEqualTo("3");
        assertThat(recurring).isEmpty();
        assertThat(state().isTaken(now)).isFalse();
    }

    @Test
    void a_pull_that_lost_its_source_stops() {
        add(5, 10);
        put(1, 25);
        var thief =
                new PullSource(
                        sources,
                        systems,
                        box,
                        page -> {
                            now = now.plus(Duration.ofHours(1));
                            var _ = sources.claim("shop", new UUID(0, 7), now);
                            return store(page);
                        },
                        this::repeat,
                        new SequentialIds(),
                        () -> now);

        var ended = (Outcome.Ended) thief.pull("shop", "ann", _ -> {});

        assertThat(ended.pull().state()).isInstanceOf(Pull.State.Failed.class);
        assertThat(state().mark()).isEmpty();
        assertThat(state().isTaken(now)).isTrue();
    }

    @Test
    void tells_whether_a_source_works() {
        add(0, 10);
        assertThat(test.test("shop")).isEqualTo(new TestSource.Outcome.Works(List.of()));
        put(1, 1);
        assertThat(test.test("shop"))
                .isEqualTo(new TestSource.Outcome.Works(List.of("id", "mark")));
        systems.obstruct(new Opening.Refused("no"));
        assertThat(test.test("shop")).isEqualTo(new TestSource.Outcome.Fails("no"));
        assertThat(test.test("none")).isEqualTo(new TestSource.Outcome.Unknown("none"));
        assertThat(imported).isEmpty();
        assertThat(systems.open()).isZero();
    }

    @Test
    void a_name_is_taken_once_and_a_source_can_be_removed() {
        add(0, 10);

        assertThat(change.add(SampleSource.named("shop", 0), SECRET, "bob"))
                .isEqualTo(new ChangeSources.Added.NameTaken("shop"));
        assertThat(change.remove("shop")).isTrue();
        assertThat(change.remove("shop")).isFalse();
    }
}
