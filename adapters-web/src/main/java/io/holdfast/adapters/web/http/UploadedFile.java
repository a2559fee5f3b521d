package io.holdfast.adapters.web.http;

import io.holdfast.domain.kernel.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.RequestContext;

/// The one file of a multipart form, and the texts beside it.
///
/// @param name as the client gave it, shortened and cleaned: to be shown, never to be opened
/// @param fields the texts by the names of their parts, without white space around them
public record UploadedFile(String name, byte[] content, Map<String, String> fields) {

    private static final String PART = "file";
    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_PART_HEADER_BYTES = 2_048;
    private static final int MAX_PARTS = 10;
    private static final int MAX_FIELD_BYTES = 1_000;

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
            var parts = new Parser().open(body, in);
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
                    readField(part, name, fields, violations);
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

    private static void readField(
            FileItemInput part, String name, Map<String, String> fields, List<Violation> violations)
            throws IOException {
        try (var in = part.getInputStream()) {
            var bytes = in.readNBytes(MAX_FIELD_BYTES + 1);
            var text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (bytes.length > MAX_FIELD_BYTES) {
                violations.add(
                        Violation.at(
                                name, "must have at most %,d bytes".formatted(MAX_FIELD_BYTES)));
            } else if (fields.putIfAbsent(name, text.strip()) != null) {
                violations.add(Violation.at(name, "must not stand twice"));
            }
        } catch (CharacterCodingException _) {
            violations.add(Violation.at(name, "must be UTF-8 of at most 1,000 bytes"));
        }
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
                        new UploadedFile(clean(fileName(part)), content.readAllBytes(), Map.of()));
            }
        }
    }

    /// Asked of the raw header: `getName` throws for names it takes for an attack.
    private static String fileName(FileItemInput part) {
        var name = new Parser().getFileName(part.getHeaders());
        return name == null ? "" : name;
    }

    private static String clean(String name) {
        var cleaned = new StringBuilder();
        name.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.isDefined(c))
                .limit(MAX_NAME_LENGTH)
                .forEach(cleaned::appendCodePoint);
        return cleaned.isEmpty() ? "upload.csv" : cleaned.toString();
    }

    /// The library's parser without a servlet.
    private static final class Parser
            extends AbstractFileUpload<RequestContext, DiskFileItem, DiskFileItemFactory> {

        Parser() {
            setMaxPartHeaderSize(MAX_PART_HEADER_BYTES);
            setHeaderCharset(StandardCharsets.UTF_8);
        }

        FileItemInputIterator open(RequestBody body, InputStream in) throws IOException {
            return getItemIterator(
                    new Context(Objects.requireNonNullElse(body.contentType(), ""), in));
        }

        @Override
        public FileItemInputIterator getItemIterator(RequestContext request) throws IOException {
            return super.getItemIterator(request);
        }

        @Override
        public Map<String, List<DiskFileItem>> parseParameterMap(RequestContext request)
                throws FileUploadException {
            return super.parseParameterMap(request);
        }

        @Override
        public List<DiskFileItem> parseRequest(RequestContext request) throws FileUploadException {
            return super.parseRequest(request);
        }
    }

    private record Context(String getContentType, InputStream getInputStream)
            implements RequestContext {

        @Override
        public String getCharacterEncoding() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        public long getContentLength() {
            return -1;
        }

        @Override
        public boolean isMultipartRelated() {
            return false;
        }
    }
}
