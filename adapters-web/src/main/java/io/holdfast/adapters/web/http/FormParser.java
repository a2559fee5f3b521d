package io.holdfast.adapters.web.http;

import io.holdfast.domain.kernel.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.RequestContext;

/// The library's parser of multipart forms without a servlet, and what is read of single parts.
final class FormParser
        extends AbstractFileUpload<RequestContext, DiskFileItem, DiskFileItemFactory> {

    private static final int MAX_PART_HEADER_BYTES = 2_048;
    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_FIELD_BYTES = 1_000;

    FormParser() {
        setMaxPartHeaderSize(MAX_PART_HEADER_BYTES);
        setHeaderCharset(StandardCharsets.UTF_8);
    }

    FileItemInputIterator open(RequestBody body, InputStream in) throws IOException {
        return getItemIterator(new Context(Objects.requireNonNullElse(body.contentType(), ""), in));
    }

    /// As the client gave it; empty for none. Asked of the raw header: `getName` throws for names
    /// it takes for an attack.
    static String fileName(FileItemInput part) {
        var name = new FormParser().getFileName(part.getHeaders());
        return name == null ? "" : name;
    }

    /// What can be shown of a name.
    static String shown(String name) {
        var cleaned = new StringBuilder();
        name.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.isDefined(c))
                .limit(MAX_NAME_LENGTH)
                .forEach(cleaned::appendCodePoint);
        return cleaned.toString();
    }

    /// Takes a text, or says what is wrong with it.
    static void readField(
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
