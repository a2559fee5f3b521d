package io.holdfast.adapters.web.models;

import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import io.holdfast.adapters.web.http.AcceptHeader;
import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.Json;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.ModelQueries;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/// The card of a trained version, for programs and for people.
public final class ModelCardEndpoint implements Endpoint {

    private static final String HTML = "text/html; charset=utf-8";
    private static final String BY_HEADER = "";
    private static final Set<String> FORMATS = Set.of("html", "json");

    private final ModelQueries models;
    private final String defaultContract;
    private final Header policy =
            HeaderValues.createCached(
                    "Content-Security-Policy",
                    "default-src 'none'; style-src '"
                            + CardPage.STYLE.digest()
                            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

    public ModelCardEndpoint(ModelQueries models, String defaultContract) {
        this.models = models;
        this.defaultContract = defaultContract;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/api/v1/models/{version}/card",
                        Access.keyOrUser(Scope.MODELS_READ),
                        this::card));
    }

    private Reply card(Exchange exchange) {
        var check = new QueryCheck(exchange);
        int number = check.version("version");
        var contract =
                check.text(
                        "contract", ContractId::isName, "the name of a contract", defaultContract);
        var format = check.text("format", FORMATS::contains, "html or json", BY_HEADER);
        check.done();
        var version =
                models.find(contract, number)
                        .orElseThrow(
                                () -> notFound("there is no version %d of %s", number, contract));
        var card =
                models.card(contract, number)
                        .orElseThrow(() ->
                                notFound(
                                        "version %d of %s was trained before cards were kept",
                                        number, contract));
        boolean html =
                format.equals(BY_HEADER)
                        ? AcceptHeader.prefersHtml(exchange.header("Accept"))
                        : format.equals("html");
        if (html) {
            var page = CardPage.write(version, card).getBytes(StandardCharsets.UTF_8);
            return new Reply(200, HTML, page, List.of(policy));
        }
        var body = Json.write(generator -> new CardAnswer(generator).write(version, card));
        return new Reply(200, Reply.JSON, body, List.of());
    }

    private static Refusal notFound(String format, int number, String contract) {
        return new Refusal(Problem.of(ProblemType.NOT_FOUND, format.formatted(number, contract)));
    }
}
