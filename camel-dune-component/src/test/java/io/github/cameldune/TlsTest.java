package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.DuneStub;
import javax.net.ssl.SSLException;
import org.apache.camel.Exchange;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.Test;

/** HTTPS in whichever way the version of Camel HTTP makes its connections. */
class TlsTest {

    @Test
    void asksOverHttpsWithTheTrustStoreOfTheOption() throws Exception {
        try (DuneStub dune = DuneStub.startHttps();
                DuneTestContext camel =
                        new DuneTestContext(dune, options -> options.setSslContextParameters(trust()))) {
            Exchange answer =
                    camel.send("dune:status", dune.execution().completed().start());

            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage().getHeader(DuneConstants.STATE)).isEqualTo("QUERY_STATE_COMPLETED");
        }
    }

    @Test
    void refusesACertificateThatNobodyTrustsAndSendsNothing() throws Exception {
        try (DuneStub dune = DuneStub.startHttps();
                DuneTestContext camel = new DuneTestContext(dune)) {
            Exchange answer =
                    camel.send("dune:status", dune.execution().completed().start());

            assertThat(answer.getException()).isInstanceOf(SSLException.class);
            assertThat(dune.requests()).isEmpty();
        }
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
}
