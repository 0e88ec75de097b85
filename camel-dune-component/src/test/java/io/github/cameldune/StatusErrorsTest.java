package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cameldune.stub.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HttpResponseAware;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Dune's HTTP errors become. A context each: a 429 pauses its key for whatever comes after. */
class StatusErrorsTest extends ContextTestSupport {

    private static String id;

    @BeforeAll
    static void start() {
        id = dune.execution().completed().start();
    }

    @ParameterizedTest
    @MethodSource("httpErrors")
    void throwsTheExceptionOfTheHttpCode(Fault fault, Class<?> exception, int code, String quoted) {
        dune.fail(id, fault);

        Exchange exchange = context.send("dune:status", id);

        assertThat(exchange.getException())
                .isExactlyInstanceOf(exception)
                .isInstanceOf(HttpResponseAware.class)
                .isInstanceOfSatisfying(DuneApiException.class, error -> {
                    assertThat(error.getHttpResponseCode()).isEqualTo(code);
                    assertThat(error.getExecutionId()).isEqualTo(id);
                    assertThat(error.getRetryAfter()).isEmpty();
                    assertThat(error.getExcerpt()).contains(quoted);
                })
                .hasMessageContainingAll(String.valueOf(code), id, quoted);
        assertThat(exchange.getMessage().getHeaders()).containsOnlyKeys("CamelDuneExecutionId");
        assertThat(exchange.getMessage().getBody()).isNull();
        assertThat(dune.requestCount()).as("no retry of the client's own").isEqualTo(1);
    }

    static Stream<Arguments> httpErrors() {
        return Stream.of(
                row("400", Fault.badRequest(), DuneBadRequestException.class, 400, "is invalid."),
                row("401", Fault.unauthorized(), DuneUnauthorizedException.class, 401, "invalid API Key"),
                row("402", Fault.paymentRequired(), DunePaymentRequiredException.class, 402, "billing cycle"),
                row("403", Fault.forbidden(), DuneUnauthorizedException.class, 403, "Forbidden"),
                row("404", Fault.notFound(), DuneNotFoundException.class, 404, "Object not found"),
                row("409", Fault.answer(409, "{\"error\":\"busy\"}"), DuneApiException.class, 409, "busy"),
                row("429", Fault.tooManyRequests(), DuneRateLimitException.class, 429, "Too Many Requests"),
                row("500", Fault.serverError(500), DuneServerException.class, 500, "error"),
                row("502", Fault.html(502), DuneServerException.class, 502, "<html"),
                row("503", Fault.serverError(503), DuneServerException.class, 503, "error"),
                row("599", Fault.answer(599, "late"), DuneServerException.class, 599, "late"),
                row("418", Fault.answer(418, ""), DuneApiException.class, 418, ""));
    }

    private static Arguments row(String name, Fault fault, Class<?> exception, int code, String quoted) {
        return Arguments.of(Named.of(name, fault), exception, code, quoted);
    }

    @Test
    void tellsHowManySecondsDuneAsksToWait() {
        assertThat(retryAfter("120")).contains(Duration.ofSeconds(120));
    }

    @Test
    void tellsHowLongItIsToTheDateThatDuneNames() {
        ZonedDateTime date = ZonedDateTime.now(ZoneOffset.UTC).plusHours(2);

        assertThat(retryAfter(DateTimeFormatter.RFC_1123_DATE_TIME.format(date)))
                .hasValueSatisfying(wait -> assertThat(wait.toMinutes()).isCloseTo(120, within(2L)));
    }

    @Test
    void takesADateThatIsOverForNow() {
        assertThat(retryAfter("Wed, 21 Oct 2015 07:28:00 GMT")).contains(Duration.ZERO);
    }

    @Test
    void capsAnAbsurdTime() {
        assertThat(retryAfter("99999999999999999999"))
                .hasValueSatisfying(wait -> assertThat(wait).isLessThanOrEqualTo(Duration.ofDays(366)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "soon", "1.5", "1e9", "0x10"})
    void ignoresWhatIsNoTime(String value) {
        assertThat(retryAfter(value)).isEmpty();
    }

    private Optional<Duration> retryAfter(String value) {
        dune.fail(id, Fault.tooManyRequests(value));
        Exception exception = context.send("dune:status", id).getException();
        assertThat(exception).isExactlyInstanceOf(DuneRateLimitException.class);
        return ((DuneApiException) exception).getRetryAfter();
    }

    @Test
    void quotesAtMostOneKibibyteOnOneLine() {
        dune.fail(id, Fault.answer(500, "first\r\nsecond\u2028third\u0000\u001b[31m" + "é雪\n".repeat(10_000)));

        Exception exception = context.send("dune:status", id).getException();

        assertThat(exception).isInstanceOfSatisfying(DuneApiException.class, error -> {
            assertThat(error.getExcerpt().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(512, 1024);
            assertThat(error.getExcerpt()).startsWith("first").doesNotContainPattern("[\\p{Cntrl}\u2028\u2029]");
        });
        assertThat(exception.getMessage()).doesNotContainPattern("[\\p{Cntrl}\u2028\u2029]");
    }

    @Test
    void namesTheExecutionThatDuneDoesNotKnow() {
        Exception unknown =
                context.send("dune:status", "01HKZJ2683PHF9Q9PHHQ8FW4QZ").getException();
        Exception invalid = context.send("dune:status", "no-ulid").getException();

        assertThat(unknown).isExactlyInstanceOf(DuneNotFoundException.class);
        assertThat(invalid).isExactlyInstanceOf(DuneBadRequestException.class).hasMessageContaining("no-ulid");
    }

    @Test
    void asksAllTheSameAfterTheKeyWasRefusedSoThatEachCallerGetsTheError() {
        dune.fail(id, Fault.unauthorized().times(3));

        for (int i = 0; i < 3; i++) {
            assertThat(context.send("dune:status", id).getException()).isInstanceOf(DuneUnauthorizedException.class);
        }
        assertThat(context.send("dune:status", id).getException()).isNull();
        assertThat(dune.requestCount()).isEqualTo(4);
    }
}
