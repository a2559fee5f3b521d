package io.holdfast.adapters.web.identity;

import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.identity.ErasePerson;
import io.holdfast.application.identity.ExportPerson;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.kernel.PersonalData.Person;
import java.time.InstantSource;
import java.util.List;

/// What is stored about a customer or a user, told and taken away.
public final class PersonEndpoint implements Endpoint {

    private static final int DEFAULT_LIMIT = 1_000;
    private static final String CUSTOMER = "/api/v1/customers/{id}";
    private static final String USER = "/api/v1/users/{username}";
    private static final Header NO_STORE = HeaderValues.create("Cache-Control", "no-store");

    private final ExportPerson exportPerson;
    private final ErasePerson erasePerson;
    private final InstantSource clock;

    public PersonEndpoint(ExportPerson exportPerson, ErasePerson erasePerson, InstantSource clock) {
        this.exportPerson = exportPerson;
        this.erasePerson = erasePerson;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(CUSTOMER + "/export", Access.admin(), this::exportCustomer)
                        .with(Route.Trait.PERSONAL, Route.Trait.SLASHES),
                Route.delete(CUSTOMER, Access.admin(), this::eraseCustomer)
                        .with(Route.Trait.PERSONAL, Route.Trait.SLASHES),
                Route.get(USER + "/export", Access.admin(), this::exportUser)
                        .with(Route.Trait.PERSONAL),
                Route.delete(USER, Access.admin(), this::eraseUser).with(Route.Trait.PERSONAL));
    }

    private Reply exportCustomer(Exchange exchange) {
        var check = new QueryCheck(exchange);
        var id = customer(check);
        int limit = limit(check);
        check.done();
        return export(new Person.Customer(id), limit);
    }

    private Reply exportUser(Exchange exchange) {
        var check = new QueryCheck(exchange);
        var username = username(check);
        int limit = limit(check);
        check.done();
        return export(new Person.Account(username), limit);
    }

    private Reply eraseCustomer(Exchange exchange) {
        var check = new QueryCheck(exchange);
        var id = customer(check);
        check.done();
        return erase(new Person.Customer(id));
    }

    private Reply eraseUser(Exchange exchange) {
        var check = new QueryCheck(exchange);
        var username = username(check);
        check.done();
        return erase(new Person.Account(username));
    }

    private static String customer(QueryCheck check) {
        return check.pathText("id", Person.Customer::isValid, "must be " + Person.Customer.RULE);
    }

    private static String username(QueryCheck check) {
        return check.pathText("username", Username::isValid, Username.RULE);
    }

    private static int limit(QueryCheck check) {
        return check.number("limit", 1, ExportPerson.MAX_ROWS, DEFAULT_LIMIT);
    }

    private Reply export(Person asked, int limit) {
        return switch (exportPerson.export(asked, limit)) {
            case ExportPerson.Outcome.Found(var person, var sections) ->
                    Reply.ok(PersonAnswer.export(person, sections, clock.instant())).with(NO_STORE);
            case ExportPerson.Outcome.Unknown(var person) -> throw unknown(person);
        };
    }

    private Reply erase(Person asked) {
        return switch (erasePerson.erase(asked)) {
            case ErasePerson.Outcome.Erased(var person, var erasures) ->
                    Reply.ok(PersonAnswer.erased(person, erasures)).with(NO_STORE);
            case ErasePerson.Outcome.Unknown(var person) -> throw unknown(person);
            case ErasePerson.Outcome.LastAdmin(var username) ->
                    throw conflict(username + " is the last active admin and stays");
            case ErasePerson.Outcome.Conflict(var username) ->
                    throw conflict(username + " was changed by somebody else just now; try again");
        };
    }

    private static Refusal unknown(Person person) {
        return new Refusal(
                Problem.of(
                        ProblemType.NOT_FOUND,
                        switch (person) {
                            case Person.Customer _ -> "nothing is stored about this customer";
                            case Person.Account(var username) -> "there is no user " + username;
                        }));
    }

    private static Refusal conflict(String detail) {
        return new Refusal(Problem.of(ProblemType.CONFLICT, detail));
    }
}
