package io.github.cameldune.internal.client;

import java.util.List;
import java.util.function.Predicate;

/** The table from answer to verdict. The first row that matches decides; the last one matches every answer. */
final class VerdictTable {

    /**
     * What the table looks at.
     *
     * @param code the HTTP status code; 0 without an answer
     * @param isWhatWasAskedFor whether a 2xx is what the request asks for, such as a status of the execution
     * @param isDuneError whether the body is Dune's error object
     * @param isKnownAddress whether this base URL has answered a status with this key before
     * @param isForLatest whether the request is for the latest execution of a query, which may have none
     * @param asksForCredentials whether there is a header {@code WWW-Authenticate}
     */
    record Facts(
            int code,
            boolean isWhatWasAskedFor,
            boolean isDuneError,
            boolean isKnownAddress,
            boolean isForLatest,
            boolean asksForCredentials) {

        private boolean is(int one, int other) {
            return code == one || code == other;
        }

        private boolean isOfHundred(int hundred) {
            return code / 100 == hundred;
        }
    }

    private record Row(String answer, Predicate<Facts> matches, Verdict verdict) {}

    private static final List<Row> ROWS = List.of(
            row("no answer in time", answer -> answer.code() == 0, Verdict.FAILED),
            row("2xx, as asked for", answer -> answer.isOfHundred(2) && answer.isWhatWasAskedFor(), Verdict.OK),
            row("any other 2xx", answer -> answer.isOfHundred(2), Verdict.UNREADABLE),
            row(
                    "400, 404 of Dune itself",
                    answer -> answer.is(400, 404) && answer.isDuneError() && answer.isKnownAddress(),
                    Verdict.UNKNOWN_EXECUTION),
            row(
                    "404 of Dune itself: the query never ran",
                    answer -> answer.code() == 404 && answer.isDuneError() && answer.isForLatest(),
                    Verdict.UNKNOWN_EXECUTION),
            row("401, 403", answer -> answer.is(401, 403), Verdict.KEY_REFUSED),
            row(
                    "402 that asks for a key",
                    answer -> answer.code() == 402 && answer.asksForCredentials(),
                    Verdict.KEY_REFUSED),
            row("any other 402", answer -> answer.code() == 402, Verdict.BILLING_LIMIT),
            row("429", answer -> answer.code() == 429, Verdict.RATE_LIMITED),
            row("5xx", answer -> answer.isOfHundred(5), Verdict.FAILED),
            row("anything else", answer -> true, Verdict.MISDIRECTED));

    private VerdictTable() {}

    private static Row row(String answer, Predicate<Facts> matches, Verdict verdict) {
        return new Row(answer, matches, verdict);
    }

    static Verdict of(Facts facts) {
        for (Row row : ROWS) {
            if (row.matches().test(facts)) {
                return row.verdict();
            }
        }
        throw new IllegalStateException("the last row matches");
    }
}
