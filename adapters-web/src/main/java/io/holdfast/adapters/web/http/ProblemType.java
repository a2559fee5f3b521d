package io.holdfast.adapters.web.http;

import java.util.Locale;

/// The kinds of problem that are reported; `docs/api/problems.md` describes each.
public enum ProblemType {
    MALFORMED_REQUEST(400, "The request cannot be read"),
    WRONG_BATCH_SIZE(400, "The batch is empty or too large"),
    MISSING_CREDENTIAL(401, "A credential is missing"),
    INVALID_TOKEN(401, "The access token is not valid"),
    WRONG_CREDENTIALS(401, "Name or password is wrong"),
    KEY_REFUSED(403, "The API key is not valid here"),
    NOT_APPROVED(403, "The user is not approved"),
    PASSWORD_CHANGE_NEEDED(403, "The password has to be changed"),
    NOT_ALLOWED(403, "The user may not do this"),
    CROSS_SITE(403, "Another site asked for this"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    CONFLICT(409, "The request conflicts with the present state"),
    TOO_LARGE(413, "The body is too large"),
    URI_TOO_LONG(414, "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's type is not accepted"),
    INVALID_FIELDS(422, "The input is not valid"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    HEADERS_TOO_LARGE(431, "The headers are too large"),
    INTERNAL_ERROR(500, "Something went wrong here"),
    NO_MODEL(503, "No model is loaded"),
    OVERLOADED(503, "Too much to do at the moment"),
    UNAVAILABLE(503, "Something needed is not reachable"),
    HTTP_VERSION_NOT_SUPPORTED(505, "The HTTP version is not supported");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /// Such as `invalid_fields`.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// A relative reference, such as `/problems/invalid-fields`.
    public String uri() {
        return "/problems/" + code().replace('_', '-');
    }
}
