package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.ApiDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Attacks that would make the server, or a browser, go where the attacker says.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedRequestAttackTest {

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    private int submit(String webhook) {
        return server.client
                .post("/api/v1/batch-predict")
                .key(TestServer.CLIENT_KEY)
                .json(
                        "{\"notification_webhook\":\"%s\",\"customers\":[%s]}"
                                .formatted(webhook, EveryStatusTest.SUBSCRIBER))
                .send()
                .status();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.1/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.0.0.1/",
                "http://0177.0.0.1/",
                "http://127.0.0.1./",
                "http://0.0.0.0/",
                "http://0/",
                "http://10.1.2.3/",
                "http://172.31.255.255/",
                "http://192.168.0.1/",
                "http://100.64.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://256.1.1.1/",
                "http://1.1.1/",
                "http://[::1]/",
                "http://[::]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[::127.0.0.1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[2002:7f00:1::]/",
                "http://[2001:0:1::]/",
                "http://[fe80::1]/",
                "http://[fe80::1%25eth0]/",
                "http://[fd00:ec2::254]/",
                "http://[ff02::1]/",
                "http://localhost/",
                "http://LOCALHOST./",
                "http://a.localhost/",
                "http://metadata.google.internal/",
                "http://printer.local/",
            })
    void server_side_request_to_a_machine_of_ours(String webhook) {
        assertThat(submit(webhook)).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://example.com/",
                "gopher://example.com/",
                "jar:http://example.com/a!/",
                "//example.com/",
                "example.com",
                "http:example.com",
                "http:///path",
                "http://user@example.com/",
                "http://user:secret@example.com/",
                "http://example.com@127.0.0.1/",
                "http://127.0.0.1\\\\@example.com/",
                "http://exam_ple.com/",
                "http://ex%61mple.com/",
                "http://\uff11\uff12\uff17.0.0.1/",
                "http://example.com:0/",
                "http://example.com:65536/",
                "http://example.com:-1/",
                "http://example.com\\r\\nX-Evil: 1/",
            })
    void server_side_request_by_a_trick_of_the_url(String webhook) {
        assertThat(submit(webhook)).isIn(400, 422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/hook?a=b#c",
                "HTTP://Example.COM:8080",
                "https://1.1.1.1/",
                "https://[2606:4700:4700::1111]:8443/",
                "https://xn--bcher-kva.example/",
                "http://receiver/hook",
            })
    void takes_what_lies_outside(String webhook) {
        assertThat(submit(webhook)).isEqualTo(202);
    }

    @Test
    void no_operation_redirects() {
        assertThat(ApiDocument.packaged().declaredStatuses())
                .filteredOn(status -> status.matches(".* 3\\d\\d"))
                .allMatch(status -> status.endsWith(" 304"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/",
                "/\\\\evil.example/",
                "//evil.example/%2e%2e",
                "/%5cevil.example",
                "/docs//evil.example",
                "/docs?next=//evil.example",
                "/?url=https://evil.example",
                "/token?redirect_uri=https://evil.example",
            })
    void open_redirect(String target) {
        var answer =
                RawConnection.exchange(
                        server.web.port(),
                        "GET %s HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                                .formatted(target));

        assertThat(answer).doesNotStartWith("HTTP/1.1 3").doesNotContainIgnoringCase("Location:");
        assertThat(answer.split("\r\n\r\n", 2)[0]).doesNotContain("evil");
    }
}
