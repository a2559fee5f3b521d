package io.holdfast.adapters.web.http;

import io.holdfast.domain.kernel.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.fileupload2.core.FileItemInput;

/// The one file of a multipart form, and the texts beside it.
///
/// @param name as the client gave it, shortened and cleaned: to be shown, never to be opened
/// @param fields the texts by the names of their parts, without white space around them
public record UploadedFile(String name, byte[] content, Map<String, String> fields) {

    private static final String PART = "file";
    private static final int MAX_PARTS = 10;

    public UploadedFile {
        fields = Map.copyOf(fields);
    }

    /// Takes the part named `file`; refuses with 422 when it is missing, stands twice, or is not
    /// alone, with 400 what is not a multipart form, with 413 more than `limit` bytes.
    public static UploadedFile read(RequestBody body, int limit) {
        return read(body, limit, Set.of());
    }

    /// Takes the part named `file` and texts of these names, none of which has to be there; refuses
    /// as the other `read` does, and with 422 a text that stands twice, is longer than 1,000 bytes
    /// or is not UTF-8.
    public static UploadedFile read(RequestBody body, int limit, Set<String> names) {
        var files = new ArrayList<UploadedFile>();
        var fields = new HashMap<String, String>();
        var violations = new ArrayList<Violation>();
        try (var in = body.stream(limit)) {
            var parts = new FormParser().open(body, in);
            for (int count = 1; parts.hasNext(); count++) {
                if (count > MAX_PARTS) {
                    throw new Refusal(
                            Problem.invalid(
                                    List.of(
                                            Violation.atRoot(
                                                    "must have one part named \"file\""))));
                }
                var part = parts.next();
                var name = Objects.requireNonNullElse(part.getFieldName(), "");
                if (names.contains(name)) {
                    FormParser.readField(part, name, fields, violations);
                } else {
                    readFile(part, name, files, violations);
                }
            }
        } catch (IOException | IllegalStateException e) {
            throw new Refusal(
                    Problem.of(
                            ProblemType.MALFORMED_REQUEST,
                            "the body is not a well-formed multipart form"));
        }
        if (files.isEmpty()) {
            violations.addFirst(Violation.at(PART, "is required"));
        }
        if (!violations.isEmpty()) {
            throw new Refusal(Problem.invalid(List.copyOf(violations)));
        }
        return new UploadedFile(files.getFirst().name(), files.getFirst().content(), fields);
    }

    private static void readFile(
            FileItemInput part, String name, List<UploadedFile> files, List<Violation> violations)
            throws IOException {
        if (!name.equals(PART)) {
            violations.add(Violation.at(name, "is not a known part"));
        } else if (!files.isEmpty()) {
            violations.add(Violation.at(PART, "must not stand twice"));
        } else {
            try (var content = part.getInputStream()) {
                files.add(
                        new UploadedFile(
                                clean(FormParser.fileName(part)),
                                content.readAllBytes(),
                                Map.of()));
            }
        }
    }

    private static String clean(String name) {
        var cleaned = FormParser.shown(name);
        return cleaned.isEmpty() ? "upload.csv" : cleaned;
    }
}
