package io.holdfast.adapters.web.models;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.models.ServedModels;
import io.holdfast.application.models.ServedRollout;
import io.holdfast.domain.identity.Scope;
import java.util.List;

/// Which models answer at the moment.
public final class ModelsStatusEndpoint implements Endpoint {

    private record Status(
            String modelName,
            String modelType,
            double accuracy,
            String lastTrained,
            int featuresCount,
            String status) {
        static Status from(ServedRollout rollout) {
            var served = rollout.champion();
            var version = served.version();
            return new Status(
                    version.contract().name(),
                    version.algorithm(),
                    version.metrics().accuracy(),
                    version.createdAt().toString(),
                    served.contract().features().size(),
                    "active");
        }
    }

    private final ServedModels models;

    public ModelsStatusEndpoint(ServedModels models) {
        this.models = models;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/api/v1/models/status",
                        Access.keyOrUser(Scope.MODELS_READ),
                        this::status));
    }

    private Reply status(Exchange exchange) {
        return Reply.ok(models.all().stream().map(Status::from).toList());
    }
}
