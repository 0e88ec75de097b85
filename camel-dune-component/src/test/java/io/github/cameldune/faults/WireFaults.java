package io.github.cameldune.faults;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import io.github.cameldune.DuneApiException;
import io.github.cameldune.DuneBadRequestException;
import io.github.cameldune.DuneNotFoundException;
import io.github.cameldune.DunePaymentRequiredException;
import io.github.cameldune.DuneRateLimitException;
import io.github.cameldune.DuneServerException;
import io.github.cameldune.DuneUnauthorizedException;
import io.github.cameldune.DuneUnreadableResponseException;
import io.github.cameldune.faults.WireFault.Meaning;
import io.github.cameldune.faults.WireFault.Where;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;

/** All ways in which asking goes wrong. Whatever has a body has one that a careless reader takes for a failed execution. */
final class WireFaults {

    private static final String LIE =
            "{\"error\":\"whatever\",\"state\":\"QUERY_STATE_FAILED\",\"is_execution_finished\":true}";
    private static final String HALF = LIE.substring(0, LIE.length() / 2);

    private WireFaults() {}

    /**
     * The rows of the matrix.
     *
     * @param elsewhere the URL of another host, which nobody may call
     */
    static List<WireFault> all(String elsewhere) {
        return List.of(
                new WireFault("connection refused", Meaning.NOTHING, ConnectException.class, Where.CONNECT, null),
                new WireFault(
                        "TLS certificate not trusted",
                        Meaning.NOTHING,
                        SSLHandshakeException.class,
                        Where.HANDSHAKE,
                        null),
                broken("connection reset before the headers", SocketException.class, Wire.reset("")),
                broken(
                        "connection reset after the headers",
                        DuneUnreadableResponseException.class,
                        Wire.reset(Wire.head(200, "", LIE.length()))),
                broken(
                        "body cut off, connection closed",
                        DuneUnreadableResponseException.class,
                        Wire.close(Wire.head(200, "", LIE.length()) + HALF)),
                broken(
                        "chunked encoding broken",
                        DuneUnreadableResponseException.class,
                        Wire.close("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnone\r\n" + LIE)),
                slow("headers too late", ""),
                slow("body in drips", Wire.head(200, "", 4_000)),
                unreadable("200 with a web page", "<html><body>" + LIE + "</body></html>"),
                unreadable("200 with nothing", ""),
                unreadable("200 with half of the JSON", HALF),
                unreadable(
                        "200 with the status of another execution",
                        "{\"execution_id\":\"01HKZJ2683PHF9Q9PHHQ8FW4QZ\"," + LIE.substring(1)),
                unreadable("200 with JSON of another shape", "{\"result\":" + LIE + "}"),
                unreadable(
                        "200 with JSON nested 5,000 deep",
                        "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "," + LIE.substring(1)),
                broken("200 with 20 MB", DuneUnreadableResponseException.class, Wire.big(20 << 20)),
                broken(
                        "302 to another host",
                        DuneApiException.class,
                        Wire.response(302, "Location: " + elsewhere + "\r\n", LIE)),
                unknown(400, DuneBadRequestException.class),
                ofAProxy(400, DuneBadRequestException.class),
                code(401, Meaning.KEY, DuneUnauthorizedException.class),
                code(402, Meaning.BILLING, DunePaymentRequiredException.class),
                code(403, Meaning.KEY, DuneUnauthorizedException.class),
                unknown(404, DuneNotFoundException.class),
                ofAProxy(404, DuneNotFoundException.class),
                code(409, Meaning.NOTHING, DuneApiException.class),
                limited("429 without Retry-After", Wire.json(429, LIE)),
                limited("429, Retry-After: 30", Wire.response(429, "Retry-After: 30\r\n", LIE)),
                limited("429, Retry-After: a date in 45 s", WireFaults::limitedUntilADate),
                limited("429, Retry-After: 99999999999", Wire.response(429, "Retry-After: 99999999999\r\n", LIE)),
                code(500, Meaning.NOTHING, DuneServerException.class),
                code(502, Meaning.NOTHING, DuneServerException.class),
                code(503, Meaning.NOTHING, DuneServerException.class));
    }

    private static WireFault broken(String name, Class<? extends Exception> thrown, Wire wire) {
        return new WireFault(name, Meaning.NOTHING, thrown, wire);
    }

    private static WireFault slow(String name, String first) {
        return new WireFault(
                name,
                Meaning.NOTHING,
                SocketTimeoutException.class,
                Where.SLOW_ANSWER,
                Wire.slow(first, !first.isEmpty()));
    }

    private static WireFault unreadable(String name, String body) {
        return broken(name, DuneUnreadableResponseException.class, Wire.json(200, body));
    }

    private static WireFault unknown(int code, Class<? extends Exception> thrown) {
        return new WireFault(
                code + " with an error of Dune's",
                Meaning.UNKNOWN,
                thrown,
                Wire.json(code, "{\"error\":\"Object not found\"}"));
    }

    private static WireFault ofAProxy(int code, Class<? extends Exception> thrown) {
        return broken(code + " with a web page", thrown, Wire.json(code, "<html><body>" + LIE + "</body></html>"));
    }

    private static WireFault code(int code, Meaning meaning, Class<? extends Exception> thrown) {
        return new WireFault(String.valueOf(code), meaning, thrown, Wire.json(code, LIE));
    }

    private static WireFault limited(String name, Wire wire) {
        return new WireFault(name, Meaning.LIMIT, DuneRateLimitException.class, wire);
    }

    private static void limitedUntilADate(Socket socket, String id) throws Exception {
        String date =
                RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(45));
        Wire.response(429, "Retry-After: " + date + "\r\n", LIE).answer(socket, id);
    }
}
