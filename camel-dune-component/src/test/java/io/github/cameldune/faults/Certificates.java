package io.github.cameldune.faults;

import io.github.cameldune.stub.DuneStub;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The stub's certificate, which clients are told to trust, and WireMock's own, which none is. */
final class Certificates {

    private static final char[] PASSWORD = "password".toCharArray();

    /** Read once: deriving the key from the password takes as long as a hundred requests. */
    private static final SSLContext TRUSTED = server("localhost.p12", "PKCS12");

    private static final SSLContext UNTRUSTED = server("/keystore", "JKS");

    private Certificates() {}

    static SSLContext trusted() {
        return TRUSTED;
    }

    static SSLContext untrusted() {
        return UNTRUSTED;
    }

    private static SSLContext server(String file, String type) {
        try (InputStream in = DuneStub.class.getResourceAsStream(file)) {
            KeyStore keys = KeyStore.getInstance(type);
            keys.load(in, PASSWORD);
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
