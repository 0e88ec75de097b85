package io.github.cameldune.stub;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * The URL of a request to Dune's API.
 *
 * @param call  what is requested
 * @param id    the execution or the query, as sent; empty for SQL
 * @param path  the path without a slash at its end
 * @param slash whether the path was sent with a slash at its end
 * @param query the parameters behind the path, decoded, in order
 */
record CallUrl(Call call, String id, String path, boolean slash, Map<String, String> query) {

    /** Empty when Dune has no such request. */
    static Optional<CallUrl> of(String basePath, String method, String url) {
        int end = url.indexOf('?');
        String sent = end < 0 ? url : url.substring(0, end);
        if (!sent.startsWith(basePath)) {
            return Optional.empty();
        }
        boolean slash = sent.endsWith("/");
        String path = slash ? sent.substring(0, sent.length() - 1) : sent;
        String below = path.substring(Math.min(basePath.length(), path.length()));
        for (Call call : Call.values()) {
            Matcher matcher = call.matcher(below);
            if (call.hasMethod(method) && matcher.matches()) {
                Map<String, String> query = parameters(end < 0 ? "" : url.substring(end + 1));
                return Optional.of(new CallUrl(call, matcher.group(1), path, slash, query));
            }
        }
        return Optional.empty();
    }

    String executionId() {
        return call.isOfQuery() || call == Call.SQL ? null : id;
    }

    /** The id of the query, or null when the request names none or something that is no number. */
    Long queryId() {
        return call.isOfQuery() && id.matches("[0-9]{1,18}") ? Long.valueOf(id) : null;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                parameters.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
