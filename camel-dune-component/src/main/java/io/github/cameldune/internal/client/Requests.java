package io.github.cameldune.internal.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldune.client.ExecutionId;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.net.URIAuthority;

/**
 * Requests to Dune's API. A request carries the key, what it accepts and its sender; nothing of a message gets into it but
 * what {@link DuneClient} has parameters for, encoded.
 */
final class Requests {

    private static final String GET = "GET";
    private static final String POST = "POST";

    // a proxy may otherwise compress as it likes
    private static final Header UNCOMPRESSED = new BasicHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
    private static final Header USER_AGENT = new BasicHeader(HttpHeaders.USER_AGENT, "camel-dune");

    private final String scheme;
    private final URIAuthority authority;
    private final String prefix;
    private final Header[] forJson;
    private final Header[] forCsv;

    Requests(BaseUrl baseUrl, ApiKey apiKey) {
        URI uri = URI.create(baseUrl.value());
        scheme = uri.getScheme();
        authority = new URIAuthority(uri.getHost(), uri.getPort());
        prefix = uri.getRawPath() + "/v1/";
        Header key = new SecretHeader(apiKey);
        forJson = headers(key, "application/json");
        forCsv = headers(key, "text/csv, */*");
    }

    private Header[] headers(Header key, String accepted) {
        return new Header[] {
            new BasicHeader(HttpHeaders.HOST, authority),
            key,
            new BasicHeader(HttpHeaders.ACCEPT, accepted),
            UNCOMPRESSED,
            USER_AGENT
        };
    }

    DuneRequest status(ExecutionId id) {
        return request(GET, "execution/" + id.value() + "/status", forJson);
    }

    DuneRequest submit(Submission submission) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        String path = "sql/execute";
        if (submission.queryId() == null) {
            body.put("sql", submission.sql());
        } else {
            path = "query/" + submission.queryId() + "/execute";
        }
        if (!submission.parameters().isEmpty()) {
            ObjectNode parameters = body.putObject("query_parameters");
            submission.parameters().forEach(parameters::put);
        }
        if (submission.performance() != null) {
            body.put("performance", submission.performance());
        }
        DuneRequest request = request(POST, path, forJson);
        request.setEntity(new StringEntity(body.toString(), ContentType.APPLICATION_JSON));
        return request;
    }

    DuneRequest cancel(ExecutionId id) {
        return request(POST, "execution/" + id.value() + "/cancel", forJson);
    }

    DuneRequest rows(RowsRequest rows) {
        String of = rows.executionId() == null ? "query/" + rows.queryId() : "execution/" + rows.executionId();
        return request(
                GET, of + "/results" + (rows.csv() ? "/csv" : "") + query(rows.query()), rows.csv() ? forCsv : forJson);
    }

    private static String query(Map<String, String> parameters) {
        StringBuilder query = new StringBuilder();
        parameters.forEach((name, value) -> query.append(query.isEmpty() ? '?' : '&')
                .append(encoded(name))
                .append('=')
                .append(encoded(value)));
        return query.toString();
    }

    private static String encoded(String text) {
        // a blank as in the rest of a URL, which every server understands
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private DuneRequest request(String method, String path, Header[] headers) {
        DuneRequest request = new DuneRequest(method, scheme, authority, prefix + path);
        request.setHeaders(headers);
        return request;
    }
}
