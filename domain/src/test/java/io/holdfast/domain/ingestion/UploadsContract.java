package io.holdfast.domain.ingestion;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every `Uploads` promises. Begins empty, with room for `ROOM` bytes.
public interface UploadsContract {

    int ROOM = 100_000;
    UUID FIRST = new UUID(1, 1);
    UUID SECOND = new UUID(1, 2);
    byte[] TABLE = "id,name\n7,Ada\n".getBytes(US_ASCII);

    Uploads uploads();

    /// Of now, as the uploads see it.
    Instant now();

    private ImportRun.File keep(UUID id, byte[] bytes) {
        try (var upload = uploads().begin(id)) {
            assertThat(upload.write(bytes, 0, bytes.length)).isTrue();
            return upload.keep("people.csv");
        }
    }

    private static List<Table.Row> read(RowSource source) {
        try (var rows = source.open(TextFormat.auto())) {
            assertThat(rows.header()).isEqualTo(new RowStream.Header.Read(List.of("id", "name")));
            return rows.next(10) instanceof RowStream.Batch.Rows(var read) ? read : List.of();
        }
    }

    @Test
    default void gives_what_was_written_piece_by_piece() {
        ImportRun.File file;
        try (var upload = uploads().begin(FIRST)) {
            assertThat(upload.write(TABLE, 0, 5)).isTrue();
            assertThat(upload.write(TABLE, 5, TABLE.length - 5)).isTrue();
            file = upload.keep("people.csv");
        }

        assertThat(file)
                .isEqualTo(
                        new ImportRun.File(
                                "people.csv",
                                14,
                                "3beb26888b97029c5d77b74bf610699132f46f1641d95ced5239a6aadb3bdabb"));
        var rows = uploads().rows(FIRST).orElseThrow();
        assertThat(read(rows)).containsExactly(new Table.Row(2, List.of("7", "Ada")));
        assertThat(read(rows)).hasSize(1);
    }

    @Test
    default void keeps_nothing_that_was_not_sent_to_its_end() {
        try (var upload = uploads().begin(FIRST)) {
            assertThat(upload.write(TABLE, 0, 5)).isTrue();
            assertThat(uploads().rows(FIRST)).isEmpty();
        }

        assertThat(uploads().rows(FIRST)).isEmpty();
    }

    @Test
    default void an_empty_file_is_a_file() {
        assertThat(keep(FIRST, new byte[0]).bytes()).isZero();

        assertThat(uploads().rows(FIRST)).isPresent();
    }

    @Test
    default void refuses_an_id_that_is_taken() {
        keep(FIRST, TABLE);

        assertThatThrownBy(() -> uploads().begin(FIRST)).isInstanceOf(RuntimeException.class);
    }

    @Test
    default void removes_one_and_leaves_the_other() {
        keep(FIRST, TABLE);
        keep(SECOND, TABLE);

        uploads().remove(FIRST);
        uploads().remove(FIRST);

        assertThat(uploads().rows(FIRST)).isEmpty();
        assertThat(uploads().rows(SECOND)).isPresent();
    }

    @Test
    default void all_files_together_take_no_more_room_than_there_is() {
        var most = new byte[ROOM - 10];
        keep(FIRST, most);
        try (var upload = uploads().begin(SECOND)) {
            assertThat(upload.write(TABLE, 0, 10)).isTrue();
            assertThat(upload.write(TABLE, 0, 1)).isFalse();
            assertThatThrownBy(() -> upload.keep("people.csv"))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(uploads().rows(SECOND)).isEmpty();

        uploads().remove(FIRST);

        assertThat(keep(SECOND, TABLE).bytes()).isEqualTo(TABLE.length);
    }

    @Test
    default void removes_what_nobody_will_import() {
        keep(FIRST, TABLE);
        keep(SECOND, TABLE);

        assertThat(uploads().removeLeftovers(now().minusSeconds(60), _ -> false)).isZero();
        assertThat(uploads().removeLeftovers(now().plusSeconds(60), FIRST::equals)).isEqualTo(1);

        assertThat(uploads().rows(FIRST)).isPresent();
        assertThat(uploads().rows(SECOND)).isEmpty();
    }
}
