package io.github.cameldune.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.cameldune.faults.WireFault.Where;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A server on a bare socket, so that it can break off wherever a request can. */
final class FaultServer implements Closeable {

    private final ServerSocket server = new ServerSocket(0, 512, InetAddress.getByName("127.0.0.1"));
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final Map<String, FaultScript> scripts;
    private final FaultScript tls;

    /** Speaks HTTP; each execution has its script. */
    FaultServer(Map<String, FaultScript> scripts) throws IOException {
        this(scripts, null);
    }

    /** Speaks TLS, with a wrong certificate where the script says so. */
    FaultServer(Map<String, FaultScript> scripts, FaultScript tls) throws IOException {
        this.scripts = scripts;
        this.tls = tls;
    }

    FaultServer start() {
        startThread(this::accept);
        return this;
    }

    String baseUrl() {
        return (tls == null ? "http" : "https") + "://localhost:" + server.getLocalPort() + "/api";
    }

    int requests() {
        return requests.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                socket.setTcpNoDelay(true);
                startThread(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void startThread(Runnable work) {
        Thread thread = new Thread(work, "fault-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket plain) {
        try (plain;
                Socket socket = tls == null ? plain : secured(plain);
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
            for (String line = in.readLine(); line != null && !socket.isClosed(); line = in.readLine()) {
                while (!in.readLine().isEmpty()) {}
                requests.incrementAndGet();
                // GET /api/v1/execution/<id>/status HTTP/1.1
                String id = line.split("/")[4];
                answer(socket, id, scripts.get(id));
            }
        } catch (Exception e) {
            // a client that leaves is no news here
        } finally {
            sockets.remove(plain);
        }
    }

    private Socket secured(Socket plain) throws Exception {
        SSLContext context = tls.takeFault() ? Certificates.untrusted() : Certificates.trusted();
        SSLSocketFactory factory = context.getSocketFactory();
        SSLSocket secured = (SSLSocket) factory.createSocket(plain, null, plain.getPort(), true);
        secured.setUseClientMode(false);
        return secured;
    }

    private static void answer(Socket socket, String id, FaultScript script) throws Exception {
        boolean everyAttemptConnects =
                script.fault().where() == Where.CONNECT || script.fault().where() == Where.HANDSHAKE;
        if (!everyAttemptConnects && script.takeFault()) {
            script.fault().wire().answer(socket, id);
            return;
        }
        String state = script.state();
        String body = "{\"execution_id\":\"" + id + "\",\"state\":\"QUERY_STATE_" + state
                + "\",\"is_execution_finished\":" + state.equals("COMPLETED") + "}";
        Wire.write(socket, Wire.head(200, everyAttemptConnects ? "Connection: close\r\n" : "", body.length()) + body);
        if (everyAttemptConnects) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
