package io.holdfast.adapters.web.http;

import io.holdfast.domain.kernel.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.fileupload2.core.FileItemInput;

/// A multipart form whose files, in parts named `file`, are handed on as they arrive, and never
/// held.
///
/// @param texts by the names of their parts, without white space around them
/// @param violations what is wrong with the form: a text that stands twice or is too long, a part
///   that nobody knows, no file or too many
public record StreamedForm(Map<String, String> texts, List<Violation> violations) {

    public static final String FILE = "file";

    /// What a form may have.
    ///
    /// @param bytes of the whole body
    /// @param texts the names of the parts that are texts
    public record Limits(long bytes, int files, Set<String> texts) {
        public Limits {
            texts = Set.copyOf(texts);
        }
    }

    /// Takes a file while it arrives.
    @FunctionalInterface
    public interface FileTaker {
        /// @param name as the client gave it, without folders, shortened and cleaned; may be empty
        void take(String name, InputStream content) throws IOException;
    }

    public StreamedForm {
        texts = Map.copyOf(texts);
        violations = List.copyOf(violations);
    }

    /// Refuses with 400 what is not a multipart form, with 413 what is larger than the limit.
    public static StreamedForm read(RequestBody body, Limits limits, FileTaker taker) {
        var reading = new Reading(limits, taker);
        try (var in = body.pieces(limits.bytes())) {
            var parts = new FormParser().open(body, in);
            while (parts.hasNext()) {
                reading.take(parts.next());
            }
        } catch (IOException | IllegalStateException e) {
            throw new Refusal(
                    Problem.of(
                            ProblemType.MALFORMED_REQUEST,
                            "the body is not a well-formed multipart form"));
        }
        return reading.form();
    }

    private static final class Reading {

        private final Limits limits;
        private final FileTaker taker;
        private final Map<String, String> texts = new HashMap<>();
        private final List<Violation> violations = new ArrayList<>();
        private int files;
        private int parts;

        Reading(Limits limits, FileTaker taker) {
            this.limits = limits;
            this.taker = taker;
        }

        void take(FileItemInput part) throws IOException {
            parts++;
            if (parts > limits.files() + limits.texts().size()) {
                throw new Refusal(
                        Problem.invalid(List.of(Violation.atRoot("must not have so many parts"))));
            }
            var name = Objects.requireNonNullElse(part.getFieldName(), "");
            if (limits.texts().contains(name)) {
                FormParser.readField(part, name, texts, violations);
            } else if (!name.equals(FILE)) {
                violations.add(Violation.at(name, "is not a known part"));
            } else {
                takeFile(part);
            }
        }

        private void takeFile(FileItemInput part) throws IOException {
            files++;
            if (files > limits.files()) {
                violations.add(
                        Violation.at(
                                FILE,
                                "must not stand more than %d times".formatted(limits.files())));
                return;
            }
            try (var content = part.getInputStream()) {
                var name = FormParser.fileName(part);
                int folders = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
                taker.take(FormParser.shown(name.substring(folders + 1)), content);
            }
        }

        StreamedForm form() {
            if (files == 0) {
                violations.addFirst(Violation.at(FILE, "is required"));
            }
            return new StreamedForm(texts, violations);
        }
    }
}
