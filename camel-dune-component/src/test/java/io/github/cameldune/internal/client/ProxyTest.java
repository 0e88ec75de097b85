package io.github.cameldune.internal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.stub.DuneStub;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A proxy that has to be asked for a tunnel, in each way that a user can name it. */
@Isolated
class ProxyTest {

    private static final String CREDENTIALS =
            Base64.getEncoder().encodeToString("user:secret".getBytes(StandardCharsets.US_ASCII));

    private static DuneStub dune;

    @BeforeAll
    static void start() {
        dune = DuneStub.startHttps();
    }

    @AfterAll
    static void stop() {
        dune.close();
    }

    private static SSLContextParameters trust() {
        KeyStoreParameters keyStore = new KeyStoreParameters();
        keyStore.setKeyStore(DuneStub.trustStore());
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(keyStore);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }

    private static ClientFixture.Options options() {
        return new ClientFixture.Options().tls(trust());
    }

    private static void readsStatuses(ClientFixture client) {
        for (int i = 0; i < 2; i++) {
            ExecutionId id = new ExecutionId(dune.execution().completed().start());
            Answer<?> answer = client.client.status(id);
            assertThat(answer.isOk()).as("%s", answer).isTrue();
        }
    }

    private static void submits(ClientFixture client) {
        Answer<Submitted> answer = client.client.submit(new Submission(1L, null, Map.of(), null));
        // whatever the stub makes of it: it was asked, once
        assertThat(answer.statusCode()).as("%s", answer).isPositive();
        assertThat(dune.requestCount()).isEqualTo(3);
    }

    private static String target() {
        return "CONNECT localhost:" + dune.baseUrl().replaceAll(".*:(\\d+)/.*", "$1") + " HTTP/1.1";
    }

    @Test
    void withoutAnyItIsDirect() {
        try (ClientFixture client = new ClientFixture(dune.baseUrl(), options(), context -> {})) {
            readsStatuses(client);
        }
    }

    @Test
    void theOptionsOfCamelHttpCount() {
        try (ConnectProxy proxy = new ConnectProxy(CREDENTIALS);
                ClientFixture client = new ClientFixture(dune.baseUrl(), options(), context -> {
                    // as camel.component.http.proxy-host and its kind do
                    HttpComponent http = context.getComponent("http", HttpComponent.class);
                    http.setProxyHost("127.0.0.1");
                    http.setProxyPort(proxy.port());
                    http.setProxyAuthUsername("user");
                    http.setProxyAuthPassword("secret");
                })) {
            dune.forgetRequests();
            readsStatuses(client);
            assertThat(proxy.requests).containsExactly(target(), target());

            submits(client);
            assertThat(proxy.requests).containsExactly(target(), target(), target(), target());
        }
    }

    @Test
    void thoseOfTheSchemeGoBeforeThoseOfHttp() {
        try (ConnectProxy proxy = new ConnectProxy(null);
                ClientFixture client = new ClientFixture(dune.baseUrl(), options(), context -> {
                    setProxy(context.getComponent("http", HttpComponent.class), 1);
                    setProxy(context.getComponent("https", HttpComponent.class), proxy.port());
                })) {
            readsStatuses(client);

            assertThat(proxy.requests).containsExactly(target());
        }
    }

    @Test
    void hostsThatCamelHttpReachesWithoutAProxyAreReachedWithoutOne() {
        try (ConnectProxy proxy = new ConnectProxy(null);
                ClientFixture client = new ClientFixture(dune.baseUrl(), options(), context -> {
                    HttpComponent https = context.getComponent("https", HttpComponent.class);
                    setProxy(https, proxy.port());
                    assumeTrue(
                            PropertyBindingSupport.build()
                                    .withCamelContext(context)
                                    .withTarget(https)
                                    .withProperty("nonProxyHosts", "*.example, localhost")
                                    .bind(),
                            "an option that Camel HTTP has from 4.18 on");
                })) {
            readsStatuses(client);

            assertThat(proxy.requests).isEmpty();
        }
    }

    private static void setProxy(HttpComponent component, int port) {
        component.setProxyHost("127.0.0.1");
        component.setProxyPort(port);
    }

    @Test
    void anHttpComponentOfTheUserDecidesOnItsOwn() {
        HttpComponent users = new HttpComponent();
        users.setSslContextParameters(trust());
        try (ConnectProxy proxy = new ConnectProxy(null);
                ClientFixture client =
                        new ClientFixture(dune.baseUrl(), new ClientFixture.Options().httpComponent(users), context -> {
                            users.setProxyHost("127.0.0.1");
                            users.setProxyPort(proxy.port());
                        })) {
            readsStatuses(client);

            assertThat(proxy.requests).containsExactly(target());
        }
    }

    @Test
    void theJvmsProxyIsUsedWithTheJvmsPassword() {
        ProxySelector before = ProxySelector.getDefault();
        Authenticator authenticator = Authenticator.getDefault();
        try (ConnectProxy proxy = new ConnectProxy(CREDENTIALS)) {
            // what https.proxyHost and https.proxyPort make, but for this machine too
            ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.port())));
            Authenticator.setDefault(new Authenticator() {
                @Override
                protected PasswordAuthentication getPasswordAuthentication() {
                    return getRequestorType() == RequestorType.PROXY
                            ? new PasswordAuthentication("user", "secret".toCharArray())
                            : null;
                }
            });
            try (ClientFixture client = new ClientFixture(dune.baseUrl(), options(), context -> {})) {
                readsStatuses(client);
            }
            assertThat(proxy.requests).containsExactly(target(), target());
        } finally {
            ProxySelector.setDefault(before);
            Authenticator.setDefault(authenticator);
        }
    }

    @Test
    void theSystemPropertiesNameTheJvmsProxy() {
        try (ConnectProxy proxy = new ConnectProxy(null)) {
            System.setProperty("https.proxyHost", "127.0.0.1");
            System.setProperty("https.proxyPort", String.valueOf(proxy.port()));
            // without it the JDK leaves this machine out
            System.setProperty("http.nonProxyHosts", "");
            try (ClientFixture client = new ClientFixture(dune.baseUrl(), options(), context -> {})) {
                readsStatuses(client);
            }
            assertThat(proxy.requests).containsExactly(target());
        } finally {
            System.clearProperty("https.proxyHost");
            System.clearProperty("https.proxyPort");
            System.clearProperty("http.nonProxyHosts");
        }
    }
}
