package io.github.cameldune.benchmark;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Answers each request with the status of a running execution, and does nothing else, so that what is measured is the
 * client. A process of its own: its work and its garbage are not the client's.
 */
public final class LeanServer {

    private static final byte[] BODY = ("{\"execution_id\":\"" + Routes.EXECUTION + "\",\"query_id\":3493826,"
                    + "\"is_execution_finished\":false,\"state\":\"QUERY_STATE_EXECUTING\","
                    + "\"submitted_at\":\"2025-10-22T10:31:04.222464Z\",\"expires_at\":\"1970-01-01T00:00:00Z\","
                    + "\"execution_started_at\":\"2025-10-22T10:31:05.123456Z\",\"queue_position\":0}")
            .getBytes(StandardCharsets.UTF_8);

    private static final byte[] ANSWER = answer();

    private LeanServer() {}

    /**
     * Serves until the process is ended, and tells its port in the first line of its output.
     *
     * @param args none
     * @throws IOException if it cannot listen
     */
    public static void main(String[] args) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress())) {
            System.out.println(server.getLocalPort());
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread thread = new Thread(() -> serve(socket));
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private static byte[] answer() {
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + BODY.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(BODY, 0, all, head.length, BODY.length);
        return all;
    }

    private static void serve(Socket socket) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream());
                OutputStream out = socket.getOutputStream()) {
            int lineLength = 0;
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c == '\n' && lineLength == 0) {
                    out.write(ANSWER);
                } else if (c == '\n') {
                    lineLength = 0;
                } else if (c != '\r') {
                    lineLength++;
                }
            }
        } catch (IOException e) {
            // the client went away, as it may: the connection is all that ends
        }
    }
}
