package io.holdfast.adapters.web.http;

import java.util.function.Supplier;

/// Something that is done around the handler of every route, such as asking who calls. The layers
/// are one list, the outermost first; each may refuse, answer by itself, or look at the answer.
@FunctionalInterface
public interface Layer {
    /// @param next the layers within, and in the end the handler; throws `Refusal` for a problem
    Reply apply(Route route, Exchange exchange, Supplier<Reply> next);
}
