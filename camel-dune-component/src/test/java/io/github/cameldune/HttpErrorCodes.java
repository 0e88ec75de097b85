package io.github.cameldune;

import io.github.cameldune.client.Answer;
import io.github.cameldune.client.ExecutionId;
import java.util.ArrayList;
import java.util.List;

/** Which HTTP status codes become which exception, as the component itself decides. */
public final class HttpErrorCodes {

    private HttpErrorCodes() {}

    /**
     * The codes of an exception.
     *
     * @param className of the exception
     * @return such as "401, 403" or "500-599"; empty when it is not about a code
     */
    public static String of(String className) {
        List<Integer> codes = new ArrayList<>();
        for (int code = 300; code < 600; code++) {
            Exception exception = DuneErrors.refused(
                    new ExecutionId("01HKZJ2683PHF9Q9PHHQ8FW4Q1"), new Answer.Refused(code, null, ""));
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
}
