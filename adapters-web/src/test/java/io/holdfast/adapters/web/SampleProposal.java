package io.holdfast.adapters.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.adapters.web.testing.ContractClient;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A labelled table and a form that asks for a contract of it.
final class SampleProposal {

    /// A column's name that must be no more than a name.
    static final String SQL = "\"; DROP TABLE users; --";

    private SampleProposal() {}

    static byte[] table(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(i ->
                        "c%d,%d,%s,2026-01-%02d,%s"
                                .formatted(
                                        i,
                                        i * 7 % 13,
                                        i % 5 == 0 ? "" : i % 2 == 0 ? "gold" : "basic",
                                        i % 28 + 1,
                                        i % 3 == 0 ? "Yes" : "No"))
                .collect(
                        Collectors.joining(
                                "\n",
                                "customer_id,\"%s\",plan,since,left\n"
                                        .formatted(SQL.replace("\"", "\"\"")),
                                "\n"))
                .getBytes(UTF_8);
    }

    static ContractClient.Call send(ContractClient.Call call, String name) {
        return call.parts(
                ContractClient.field("name", name),
                ContractClient.field("label", "left"),
                ContractClient.part("file", "t.csv", table(60)));
    }
}
