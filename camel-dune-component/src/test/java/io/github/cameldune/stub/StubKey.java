package io.github.cameldune.stub;

import com.github.tomakehurst.wiremock.http.Request;

/**
 * The one key that the stub accepts.
 *
 * @param value   the key
 * @param inQuery whether the query parameter {@code api_key} may carry it too
 */
record StubKey(String value, boolean inQuery) {

    boolean isIn(Request request, CallUrl url) {
        return value.equals(request.getHeader("X-Dune-Api-Key"))
                || inQuery && value.equals(url.query().get("api_key"));
    }
}
