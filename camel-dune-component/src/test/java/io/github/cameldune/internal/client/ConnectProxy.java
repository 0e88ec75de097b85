package io.github.cameldune.internal.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that understands CONNECT and nothing else, and may want a user and a password. */
final class ConnectProxy implements AutoCloseable {

    /** The first line of each request. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    private final ServerSocket listening;
    private final String credentials;

    /**
     * Starts it.
     *
     * @param credentials as HTTP's Basic writes them; null for none
     */
    ConnectProxy(String credentials) {
        this.credentials = credentials;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                daemon(() -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket client) {
        try (client) {
            for (String head = head(client.getInputStream()); !head.isEmpty(); head = head(client.getInputStream())) {
                String line = head.substring(0, head.indexOf('\r'));
                requests.add(line);
                if (!line.startsWith("CONNECT ")) {
                    answer(client, "405 Method Not Allowed\r\nContent-Length: 0");
                } else if (credentials != null && !head.contains("Proxy-Authorization: Basic " + credentials)) {
                    answer(
                            client,
                            "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0");
                } else {
                    String target = line.split(" ")[1];
                    int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
                    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        answer(client, "200 Connected");
                        daemon(() -> copy(server, client));
                        copy(client, server);
                    }
                    return;
                }
            }
        } catch (IOException e) {
            // either side went away
        }
    }

    private static void answer(Socket client, String head) throws IOException {
        client.getOutputStream().write(("HTTP/1.1 " + head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            head.append((char) c);
            if (head.toString().endsWith("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // either side went away
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "connect-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
