package io.holdfast.adapters.web.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.adapters.web.http.StaticContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/// The files of the API pages, from the class path. Only the names listed here exist, so a path
/// cannot lead anywhere else. A file is read when it is first asked for and then kept.
final class Assets {

    private static final String OWN = "/io/holdfast/adapters/web/operations/";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    /// ReDoc would load its maker's mark from there; without it, it leaves the mark out.
    private static final String FOREIGN_LOGO = "https://cdn.redoc.ly/redoc/logo-mini.svg";

    private static final String NO_LOGO = "data:,";

    private record Source(String resource, String contentType) {
        byte[] read() {
            var content = Assets.read(resource);
            return contentType.equals(SCRIPT)
                    ? new String(content, UTF_8).replace(FOREIGN_LOGO, NO_LOGO).getBytes(UTF_8)
                    : content;
        }
    }

    private final Map<String, Source> sources;
    private final Map<String, StaticContent> loaded = new ConcurrentHashMap<>();

    Assets() {
        var swagger = webjar("org.webjars", "swagger-ui");
        var redoc = webjar("org.webjars.npm", "redoc");
        var all = new HashMap<String, Source>();
        all.put("swagger-ui.css", new Source(swagger + "swagger-ui.css", STYLE));
        all.put("swagger-ui-bundle.js", new Source(swagger + "swagger-ui-bundle.js", SCRIPT));
        all.put("favicon.png", new Source(swagger + "favicon-32x32.png", "image/png"));
        all.put("redoc.standalone.js", new Source(redoc + "bundles/redoc.standalone.js", SCRIPT));
        all.put("swagger-start.js", new Source(OWN + "pages/swagger-start.js", SCRIPT));
        all.put("redoc-start.js", new Source(OWN + "pages/redoc-start.js", SCRIPT));
        all.put("pages.css", new Source(OWN + "pages/pages.css", STYLE));
        this.sources = Map.copyOf(all);
    }

    Optional<StaticContent> find(String name) {
        var source = sources.get(name);
        return source == null
                ? Optional.empty()
                : Optional.of(
                        loaded.computeIfAbsent(
                                name, _ -> new StaticContent(source.contentType(), source.read())));
    }

    /// One of our own files, which is always there.
    static byte[] own(String name) {
        return read(OWN + name);
    }

    private static byte[] read(String resource) {
        try (var in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The folder of a webjar. Its version stands in the jar itself, so the pom stays the only
    /// place where it is chosen.
    private static String webjar(String group, String artifact) {
        var properties = new Properties();
        var resource = "/META-INF/maven/%s/%s/pom.properties".formatted(group, artifact);
        try (var in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + resource);
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "/META-INF/resources/webjars/%s/%s/"
                .formatted(artifact, properties.getProperty("version"));
    }
}
