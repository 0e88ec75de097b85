package io.github.cameldune.soak;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Answers the status of ten thousand executions with next to no work of its own: a thread for each connection, of which a
 * client has ten. Remembers what it told, which is what has to arrive.
 */
final class SoakServer implements Closeable {

    private final ServerSocket socket = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Map<String, SoakExecution> executions = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final AtomicLong requests = new AtomicLong();
    private final Consumer<SoakExecution> ended;

    /**
     * Serves until it is closed.
     *
     * @param ended gets each execution whose last state was told for the first time
     */
    SoakServer(Consumer<SoakExecution> ended) throws IOException {
        this.ended = ended;
    }

    void start() {
        startThread(this::accept);
    }

    String baseUrl() {
        return "http://localhost:" + socket.getLocalPort() + "/api";
    }

    void add(SoakExecution execution) {
        executions.put(execution.id(), execution);
    }

    Map<String, SoakExecution> executions() {
        return executions;
    }

    /** The event ids of the states that were told. */
    Set<String> told() {
        return told;
    }

    long requests() {
        return requests.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                connections.add(connection);
                connection.setTcpNoDelay(true);
                startThread(() -> serve(connection));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void startThread(Runnable work) {
        Thread thread = new Thread(work, "soak-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket connection) {
        try (connection;
                BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
                OutputStream out = connection.getOutputStream()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                // GET /api/v1/execution/01…/status HTTP/1.1
                String id = line.split("/")[4];
                while (!in.readLine().isEmpty()) {}
                out.write(answer(executions.get(id)));
            }
        } catch (IOException | NullPointerException e) {
            // the client went away
        } finally {
            connections.remove(connection);
        }
    }

    private byte[] answer(SoakExecution execution) {
        requests.incrementAndGet();
        if (execution == null) {
            return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII);
        }
        SoakExecution.Told answer = execution.tell();
        if (answer.first()) {
            told.add(answer.eventId());
            if (answer.last()) {
                ended.accept(execution);
            }
        }
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                        + answer.json().length() + "\r\n\r\n" + answer.json())
                .getBytes(US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
