package io.github.cameldune;

import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Which HTTP status codes become which exception, as the component itself decides. */
public final class HttpErrorCodes {

    private HttpErrorCodes() {}

    /**
     * The codes of an exception.
     *
     * @param className of the exception
     * @return such as "401, 403" or "5xx"; empty when it is not about a code
     */
    public static String of(String className) {
        if (DuneErrors.of("", null, answer(Verdict.UNREADABLE, 200))
                .getClass()
                .getName()
                .equals(className)) {
            return "2xx";
        }
        List<Integer> codes = new ArrayList<>();
        for (int code = 300; code < 600; code++) {
            Exception exception =
                    DuneErrors.of("", null, answer(code >= 500 ? Verdict.FAILED : Verdict.MISDIRECTED, code));
            if (exception.getClass().getName().equals(className)) {
                codes.add(code);
            }
        }
        if (codes.contains(500)) {
            return "5xx";
        }
        return codes.size() > 10
                ? "others"
                : codes.stream()
                        .map(String::valueOf)
                        .reduce((a, b) -> a + ", " + b)
                        .orElse("");
    }

    private static Answer<?> answer(Verdict verdict, int code) {
        return new Answer<>(verdict, null, code, null, null, "", "", null);
    }
}
