package io.holdfast.adapters.web.ingestion;

import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.StreamedForm;
import io.holdfast.application.ingestion.SubmitImport;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The files of one request, from their arrival until they are submitted; closing it drops them
/// otherwise.
final class ReceivedFiles implements StreamedForm.FileTaker, AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int RETRY_AFTER_SECONDS = 60;

    private final SubmitImport submitImport;
    private final List<SubmitImport.Sent> files = new ArrayList<>();
    private boolean areSubmitted;

    ReceivedFiles(SubmitImport submitImport) {
        this.submitImport = submitImport;
    }

    /// Refuses with 503 where there is no room.
    @Override
    public void take(String name, InputStream content) throws IOException {
        UUID id = submitImport.nextFile();
        try (var upload = submitImport.receive(id)) {
            var buffer = new byte[BUFFER_BYTES];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                if (!upload.write(buffer, 0, read)) {
                    throw new Refusal(
                            Problem.unavailable(
                                    ProblemType.OVERLOADED,
                                    "there is no room for further files until some are imported",
                                    RETRY_AFTER_SECONDS));
                }
            }
            files.add(new SubmitImport.Sent(id, upload.keep(name)));
        }
    }

    List<SubmitImport.Sent> files() {
        return List.copyOf(files);
    }

    void areSubmitted() {
        areSubmitted = true;
    }

    @Override
    public void close() {
        if (!areSubmitted) {
            files.forEach(file -> submitImport.drop(file.id()));
        }
    }
}
