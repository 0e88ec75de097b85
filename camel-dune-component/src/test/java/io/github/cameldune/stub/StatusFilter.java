package io.github.cameldune.stub;

import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers every request before WireMock looks for a mapping: thousands of executions need no mapping each, and WireMock keeps
 * nothing of a request. First the key is checked, then the limit, then the faults that wait, then the execution answers.
 */
record StatusFilter(
        Map<String, StubExecution> executions,
        FaultQueue faults,
        StubLimit limit,
        RequestLog log,
        String apiKey,
        InstantSource clock)
        implements StubRequestFilterV2 {

    static final String BASE_PATH = "/api";

    private static final String KEY_HEADER = "X-Dune-Api-Key";
    private static final Pattern STATUS_URL =
            Pattern.compile(BASE_PATH + "/v1/execution/([^/?]+)/status(/?)(?:\\?.*)?");

    @Override
    public String getName() {
        return "dune-status";
    }

    @Override
    public RequestFilterAction filter(Request request, ServeEvent serveEvent) {
        return RequestFilterAction.stopWith(answer(request, clock.instant()));
    }

    private ResponseDefinition answer(Request request, Instant now) {
        Matcher url = STATUS_URL.matcher(request.getUrl());
        boolean isStatus = RequestMethod.GET.equals(request.getMethod()) && url.matches();
        String executionId = isStatus ? url.group(1) : null;
        log.add(() -> record(request, executionId, now));
        if (!isStatus) {
            return Reply.error(404, "Object not found").toDefinition().build();
        }
        if (!url.group(2).isEmpty()) {
            return withoutSlash(executionId).toDefinition().build();
        }
        if (!apiKey.equals(request.getHeader(KEY_HEADER))) {
            return FaultReplies.unauthorized().toDefinition().build();
        }
        Optional<Reply> rejection = limit.reject(now);
        if (rejection.isPresent()) {
            return rejection.get().toDefinition().build();
        }
        Truth truth = new Truth(executionId, Optional.ofNullable(executions.get(executionId)), now);
        return faults.take(executionId)
                .map(fault -> fault.answer(truth))
                .orElseGet(() -> truth.show().toDefinition().build());
    }

    /** Dune's web server answers a slash at the end with a redirect in HTML. */
    private static Reply withoutSlash(String executionId) {
        String location = BASE_PATH + "/v1/execution/" + executionId + "/status";
        return Reply.html(301, "<a href=\"" + location + "\">Moved Permanently</a>.\n\n")
                .with("Location", location);
    }

    private static RecordedRequest record(Request request, String executionId, Instant now) {
        Map<String, List<String>> headers = new HashMap<>();
        for (HttpHeader header : request.getHeaders().all()) {
            headers.put(header.key(), header.values());
        }
        return new RecordedRequest(now, request.getMethod().value(), request.getUrl(), executionId, headers);
    }
}
