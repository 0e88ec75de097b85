package io.github.cameldune.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** What the server does with one request, byte by byte, where it does not answer as Dune would. */
@FunctionalInterface
interface Wire {

    /**
     * Answers, or does not.
     *
     * @param socket of the request, which was read; closed afterwards if it is to be
     * @param id the execution that was asked about
     */
    void answer(Socket socket, String id) throws Exception;

    /** A whole response of HTTP. */
    static Wire response(int status, String headers, String body) {
        return (socket, id) -> write(socket, head(status, headers, body.getBytes(UTF_8).length) + body);
    }

    static Wire json(int status, String body) {
        return response(status, "Content-Type: application/json\r\n", body);
    }

    /** The connection is reset, after this much was sent. */
    static Wire reset(String before) {
        return (socket, id) -> {
            write(socket, before);
            socket.setSoLinger(true, 0);
            socket.close();
        };
    }

    /** The connection is closed in an orderly way, after this much was sent. */
    static Wire close(String before) {
        return (socket, id) -> {
            write(socket, before);
            socket.close();
        };
    }

    /** A status with that much white space in it, which nothing but its length forbids. */
    static Wire big(int bytes) {
        return (socket, id) -> {
            String begin =
                    "{\"execution_id\":\"" + id + "\",\"state\":\"QUERY_STATE_FAILED\",\"is_execution_finished\":true";
            OutputStream out = socket.getOutputStream();
            write(socket, head(200, "", begin.length() + bytes + 1) + begin);
            byte[] part = " ".repeat(64 * 1024).getBytes(UTF_8);
            for (int sent = 0; sent < bytes; sent += part.length) {
                out.write(part, 0, Math.min(part.length, bytes - sent));
            }
            write(socket, "}");
        };
    }

    /** Sends the first part at once, and then nothing or a byte now and then, until the client has had enough. */
    static Wire slow(String first, boolean drips) {
        return (socket, id) -> {
            write(socket, first);
            socket.setSoTimeout(drips ? 100 : 60_000);
            for (int i = 0; i < 200; i++) {
                if (clientLeft(socket)) {
                    socket.close();
                    return;
                }
                write(socket, drips ? " " : "");
            }
        };
    }

    private static boolean clientLeft(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    static String head(int status, String headers, int length) {
        return "HTTP/1.1 " + status + " any\r\n" + headers + "Content-Length: " + length + "\r\n\r\n";
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.getOutputStream().flush();
    }
}
