package io.github.cameldune.stub;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificate of the stub. WireMock's own names no host, so clients that check the name, as all should, reject it. */
final class StubTls {
    private static final URL KEY_STORE =
            Objects.requireNonNull(StubTls.class.getResource("localhost.p12"), "localhost.p12");
    private static final String TYPE = "PKCS12";
    private static final String PASSWORD = "password";
    private static final String ALIAS = "stub";

    private StubTls() {}

    static WireMockConfiguration serve(WireMockConfiguration configuration) {
        return configuration
                .keystorePath(KEY_STORE.toString())
                .keystoreType(TYPE)
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD);
    }

    static KeyStore trustStore() {
        try (InputStream in = KEY_STORE.openStream()) {
            KeyStore own = KeyStore.getInstance(TYPE);
            own.load(in, PASSWORD.toCharArray());
            KeyStore trusted = KeyStore.getInstance(TYPE);
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, own.getCertificate(ALIAS));
            return trusted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static SSLContext clientContext() {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trustStore());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
