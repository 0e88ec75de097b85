package io.github.cameldune.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract's table "What an answer means", row by row and at the edges of its rows. */
class VerdictTableTest {

    @ParameterizedTest
    @CsvSource({
        // code, as asked for, Dune's error object, known address, for the latest, WWW-Authenticate
        "0, false, false, true, false, false, FAILED",
        "200, true, false, false, false, false, OK",
        "299, true, false, false, false, false, OK",
        "200, false, false, true, false, false, UNREADABLE",
        "204, false, true, true, false, true, UNREADABLE",
        "400, false, true, true, false, false, UNKNOWN_EXECUTION",
        "404, false, true, true, false, false, UNKNOWN_EXECUTION",
        "404, false, true, true, false, true, UNKNOWN_EXECUTION",
        "404, false, false, true, false, false, MISDIRECTED",
        "404, false, true, false, false, false, MISDIRECTED",
        "400, false, false, true, false, false, MISDIRECTED",
        "400, false, true, false, false, false, MISDIRECTED",
        "404, false, true, false, true, false, UNKNOWN_EXECUTION",
        "404, false, false, true, true, false, MISDIRECTED",
        "400, false, true, false, true, false, MISDIRECTED",
        "401, false, true, true, false, true, KEY_REFUSED",
        "403, false, false, false, false, false, KEY_REFUSED",
        "402, false, true, true, false, true, KEY_REFUSED",
        "402, false, true, true, false, false, BILLING_LIMIT",
        "405, false, true, true, false, false, MISDIRECTED",
        "407, false, false, false, false, false, MISDIRECTED",
        "410, false, true, true, false, false, MISDIRECTED",
        "428, false, false, true, false, false, MISDIRECTED",
        "429, false, true, true, false, false, RATE_LIMITED",
        "499, false, false, true, false, false, MISDIRECTED",
        "500, false, true, true, false, false, FAILED",
        "503, false, false, false, false, false, FAILED",
        "599, false, false, false, false, false, FAILED",
        "600, false, false, false, false, false, MISDIRECTED",
        "302, false, true, true, false, false, MISDIRECTED",
        "399, false, false, true, false, false, MISDIRECTED",
        "101, false, false, true, false, false, MISDIRECTED"
    })
    void eachAnswerHasOneVerdict(
            int code,
            boolean asAskedFor,
            boolean duneError,
            boolean known,
            boolean latest,
            boolean credentials,
            Verdict verdict) {
        VerdictTable.Facts facts = new VerdictTable.Facts(code, asAskedFor, duneError, known, latest, credentials);

        assertThat(VerdictTable.of(facts)).isEqualTo(verdict);
    }
}
