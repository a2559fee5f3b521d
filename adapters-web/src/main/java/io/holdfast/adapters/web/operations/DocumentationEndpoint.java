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

    /// Sets its styles by script, property by property, which no policy forbids.
    private static final Header SWAGGER_POLICY = policy("style-src 'self'; worker-src 'none'");

    /// ReDoc writes two style elements, let in by the digests of their texts: an empty one, which
    /// it fills rule by rule, and the one of its scroll bars, which may change with its version. It
    /// searches in a worker made from a blob.
    private static final Header REDOC_POLICY =
            policy(
                    "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
                            + " 'sha256-DLDPR1ic47WIdK2WyeLkblb/tm2mQH+Jt/NNhZWu1k0=';"
                            + " worker-src blob:");

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

    private static Header policy(String more) {
        return HeaderValues.createCached(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; img-src 'self' data:; font-src 'self';"
                        + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                        + " frame-ancestors 'none'; "
                        + more);
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
                .reply(exchange, SWAGGER_POLICY);
    }

    private Reply redoc(Exchange exchange) {
        return once("redoc", HTML, () -> Assets.own("pages/redoc.html"))
                .reply(exchange, REDOC_POLICY);
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
