package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.component.http.HttpComponent;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The key never reaches another host, even with a Camel HTTP component that follows redirects. */
class RedirectTest {

    @ParameterizedTest
    @MethodSource("components")
    void isNotFollowed(HttpComponent http) {
        try (DuneStub dune = DuneStub.start();
                DuneStub elsewhere = DuneStub.start();
                DuneTestContext context = new DuneTestContext(dune, options -> options.setHttpComponent(http))) {
            if (http != null) {
                context.camel().addComponent("users-http", http);
            }
            String id = dune.execution().completed().start();
            elsewhere.execution().id(id).completed().start();
            String path = "/v1/execution/" + id + "/status";
            dune.fail(id, Fault.redirect(elsewhere.baseUrl() + path), Fault.redirect(dune.baseUrl() + path));

            for (String target : List.of("another host", "the same host")) {
                assertThat(context.send("dune:status", id).getException())
                        .as(target)
                        .isExactlyInstanceOf(DuneApiException.class)
                        .hasMessageContainingAll("302", "redirect", "baseUrl");
            }
            assertThat(elsewhere.requestCount()).isZero();
            assertThat(dune.requestCount()).isEqualTo(2);
        }
    }

    static Stream<Named<HttpComponent>> components() {
        HttpComponent following = new HttpComponent();
        following.setFollowRedirects(true);
        return Stream.of(Named.of("our own component", null), Named.of("a user's that follows redirects", following));
    }
}
