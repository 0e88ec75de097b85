package io.github.cameldune.internal.client;

import org.apache.hc.core5.http.Header;

/** The header that carries the API key. HttpClient logs headers by their text, and writes them by name and value. */
record SecretHeader(ApiKey key) implements Header {

    @Override
    public String getName() {
        return ApiKey.HEADER;
    }

    @Override
    public String getValue() {
        return key.secret();
    }

    @Override
    public boolean isSensitive() {
        return true;
    }

    @Override
    public String toString() {
        return ApiKey.HEADER + ": " + key;
    }
}
