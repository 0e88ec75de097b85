package io.github.cameldune.benchmark;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves a result of 1,000,000 rows of 8 columns in pages, as JSON and as CSV, from bytes that are made once, so that what
 * is measured is the client. A process of its own: its work and its garbage are not the client's.
 */
public final class RowsServer {

    static final String EXECUTION = "01HKZJ2683PHF9Q9PHHQ8FW4Q1";
    static final int ROWS = 1_000_000;
    private static final int DIFFERENT_ROWS = 32_000;
    private static final Pattern LIMIT = Pattern.compile("[?&]limit=(\\d+)");
    private static final Pattern OFFSET = Pattern.compile("[?&]offset=(\\d+)");
    private static final String COLUMNS = "block_time,block_number,tx_hash,sender,receiver,value,price,success";

    private final Body json = new Body();
    private final Body csv = new Body();

    private RowsServer() {
        Random random = new Random(1);
        for (int i = 0; i < DIFFERENT_ROWS; i++) {
            String[] row = {
                "2024-03-02 12:" + (10 + i % 50) + ":19.000 UTC",
                Integer.toString(19_000_000 + i),
                "0x" + hex(random, 256),
                "0x" + hex(random, 160),
                "0x" + hex(random, 160),
                new BigInteger(80, random).toString(),
                random.nextInt(1000) + "." + (1 + random.nextInt(1_000_000)),
                Boolean.toString(random.nextBoolean())
            };
            csv.add(String.join(",", row) + "\n");
            String[] names = COLUMNS.split(",");
            StringBuilder text = new StringBuilder(i == 0 ? "{" : ",{");
            for (int c = 0; c < names.length; c++) {
                boolean isText = c == 0 || c >= 2 && c <= 4;
                String quote = isText ? "\"" : "";
                text.append(c == 0 ? "\"" : ",\"")
                        .append(names[c])
                        .append("\":")
                        .append(quote);
                text.append(row[c]).append(quote);
            }
            json.add(text.append('}').toString());
        }
    }

    /** Texts one after the other, and where each ends. */
    private static final class Body {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int[] ends = new int[DIFFERENT_ROWS];
        private byte[] all;
        private int count;

        void add(String text) {
            bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            ends[count++] = bytes.size();
            all = null;
        }

        byte[] all() {
            if (all == null) {
                all = bytes.toByteArray();
            }
            return all;
        }
    }

    private static String hex(Random random, int bits) {
        StringBuilder text = new StringBuilder(new BigInteger(bits, random).toString(16));
        while (text.length() < bits / 4) {
            text.insert(0, '0');
        }
        return text.toString();
    }

    /**
     * Serves until the process is ended, and tells its port in the first line of its output.
     *
     * @param args none
     * @throws IOException if it cannot listen
     */
    public static void main(String[] args) throws IOException {
        RowsServer rows = new RowsServer();
        rows.json.all();
        rows.csv.all();
        try (ServerSocket server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress())) {
            System.out.println(server.getLocalPort());
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread thread = new Thread(() -> rows.serve(socket));
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                OutputStream out = socket.getOutputStream()) {
            String request = null;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (request == null) {
                    request = line;
                } else if (line.isEmpty()) {
                    answer(request, out);
                    request = null;
                }
            }
        } catch (IOException e) {
            // the client went away, as it may: the connection is all that ends
        }
    }

    private void answer(String request, OutputStream out) throws IOException {
        int offset = number(OFFSET, request, 0);
        int rows = Math.min(Math.min(number(LIMIT, request, DIFFERENT_ROWS), DIFFERENT_ROWS), ROWS - offset);
        int next = offset + rows;
        boolean isCsv = request.contains("/csv");
        boolean isStatus = request.contains("/status");
        String status = "\"execution_id\":\"" + EXECUTION + "\",\"query_id\":4242,"
                + "\"is_execution_finished\":true,\"state\":\"QUERY_STATE_COMPLETED\"";
        String before = isCsv ? COLUMNS + "\n" : isStatus ? "{" + status : "{" + status + ",\"result\":{\"rows\":[";
        String metadata = "],\"metadata\":{\"row_count\":" + rows + ",\"total_row_count\":" + ROWS + "}}";
        String after = isCsv ? "" : isStatus ? "}" : metadata + (next < ROWS ? ",\"next_offset\":" + next : "") + "}";
        Body body = isCsv ? csv : json;
        int length = isStatus ? 0 : body.ends[rows - 1];
        String head = "HTTP/1.1 200 OK\r\nContent-Type: " + (isCsv ? "text/plain" : "application/json") + "\r\n"
                + (isCsv && next < ROWS ? "x-dune-next-offset: " + next + "\r\n" : "") + "Content-Length: "
                + (before.length() + length + after.length()) + "\r\n\r\n";
        out.write((head + before).getBytes(StandardCharsets.US_ASCII));
        out.write(body.all(), 0, length);
        out.write(after.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static int number(Pattern pattern, String request, int otherwise) {
        Matcher matcher = pattern.matcher(request);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
    }
}
