package io.holdfast.adapters.web.operations;

import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.Json;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.adapters.web.http.StaticContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The API document and the pages that show it. Everything comes from our own class path, made on
/// first use; the pages' policy lets nothing in from elsewhere and no script but files of ours.
public final class DocumentationEndpoint implements Endpoint {

    private static final String DOCUMENT = "openapi.yaml";

    /// The document is our own; the library's limit is meant for foreign ones.
    private static final int MAX_ALIASES = 1_000;

    private static final String HTML = "text/html; charset=utf-8";

    /// ReDoc and Swagger UI write style elements and search in a worker made from a blob.
    private static final Header PAGE_POLICY =
            HeaderValues.createCached(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                            + " img-src 'self' data:; font-src 'self'; connect-src 'self';"
                            + " worker-src blob:; base-uri 'none'; form-action 'none';"
                            + " frame-ancestors 'none'");

    private final Assets assets = new Assets();
    private final Map<String, StaticContent> made = new ConcurrentHashMap<>();

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/openapi", Access.open(), this::yaml),
                Route.get("/openapi.json", Access.open(), this::json),
                Route.get("/docs", Access.open(), this::swagger),
                Route.get("/api/docs", Access.open(), this::swagger),
                Route.get("/redoc", Access.open(), this::redoc),
                Route.get("/api/redoc", Access.open(), this::redoc),
                Route.get("/assets/docs/{file}", Access.open(), this::asset));
    }

    private Reply yaml(Exchange exchange) {
        return once("yaml", "application/yaml", () -> Assets.own(DOCUMENT)).reply(exchange);
    }

    private Reply json(Exchange exchange) {
        return once("json", Reply.JSON, () -> Json.write(document())).reply(exchange);
    }

    /// Read by the YAML library itself, because Jackson's reader does not follow aliases.
    private static Object document() {
        var text = new String(Assets.own(DOCUMENT), StandardCharsets.UTF_8);
        return new Load(LoadSettings.builder().setMaxAliasesForCollections(MAX_ALIASES).build())
                .loadFromString(text);
    }

    private Reply swagger(Exchange exchange) {
        return once("swagger", HTML, () -> Assets.own("pages/swagger.html"))
                .reply(exchange, PAGE_POLICY);
    }

    private Reply redoc(Exchange exchange) {
        return once("redoc", HTML, () -> Assets.own("pages/redoc.html"))
                .reply(exchange, PAGE_POLICY);
    }

    private Reply asset(Exchange exchange) {
        return assets.find(exchange.pathParameter("file"))
                .map(content -> content.reply(exchange))
                .orElseThrow(() ->
                        new Refusal(Problem.of(ProblemType.NOT_FOUND, "there is no such file")));
    }

    private StaticContent once(String key, String contentType, Supplier<byte[]> content) {
        return made.computeIfAbsent(key, _ -> new StaticContent(contentType, content.get()));
    }
}
