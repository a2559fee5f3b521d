package io.holdfast.bootstrap.cli;

import io.holdfast.application.models.PickModel;
import io.holdfast.application.models.ServedModel;
import io.holdfast.bootstrap.App;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/// Which version of which model a command works with.
final class PickedVersion {

    private static final Pattern VERSION = Pattern.compile("v?([1-9][0-9]{0,8})");

    @Option(names = "--contract", required = true, description = "Such as telco.")
    private String contract = "";

    @Option(
            names = "--model-version",
            paramLabel = "VERSION",
            description = "Such as v3; the version in production if left out.")
    private String version = "";

    private PickModel.Choice choice() {
        if (version.isEmpty()) {
            return new PickModel.Choice.InProduction();
        }
        var matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            throw new Refused("--model-version must be such as v3, not " + version + ".");
        }
        return new PickModel.Choice.Numbered(Integer.parseInt(matcher.group(1)));
    }

    ServedModel pick(App app) {
        return switch (app.pickModel().pick(new PickModel.Command(contract, choice()))) {
            case PickModel.Outcome.Picked(var model) -> model;
            case PickModel.Outcome.UnknownContract(var name) ->
                    throw new Refused("There is no contract " + name + ".");
            case PickModel.Outcome.NothingInProduction(var name) ->
                    throw new Refused(
                            name
                                    + " has no version in production; train one, or name one with"
                                    + " --model-version.");
            case PickModel.Outcome.Unfit(var reason) -> throw new Refused(reason + ".");
        };
    }
}
