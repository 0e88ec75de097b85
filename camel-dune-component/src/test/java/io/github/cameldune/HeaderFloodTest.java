package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer whose headers never end is given up before it fills the heap. HttpCore has no such limit of its own. */
class HeaderFloodTest extends SharedContextTestSupport {

    private static final long MOST = 64L * 1024 * 1024;

    @ParameterizedTest
    @ValueSource(strings = {"X-Header: value\r\n", "one-line-that-never-ends"})
    void isGivenUpWithAnIoException(String repeated) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Long> sent = CompletableFuture.supplyAsync(() -> flood(server, repeated));

            Exchange exchange = context.send(
                    "dune:status?baseUrl=http://127.0.0.1:" + server.getLocalPort(), "01HKZJ2683PHF9Q9PHHQ8FW4Q1");

            assertThat(exchange.getException()).isInstanceOf(IOException.class);
            assertThat(sent.join())
                    .as("bytes sent until the connection was cut")
                    .isLessThan(MOST);
        }
    }

    private static long flood(ServerSocket server, String repeated) {
        byte[] part = repeated.repeat(1_000).getBytes(StandardCharsets.US_ASCII);
        long sent = 0;
        try (Socket socket = server.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            while (sent < MOST) {
                out.write(part);
                sent += part.length;
            }
            out.write("\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // cut, as it should be
        }
        return sent;
    }
}
