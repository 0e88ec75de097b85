package io.github.cameldune.stub;

import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers every request before WireMock looks for a mapping: thousands of executions need no mapping each, and WireMock keeps
 * nothing of a request. First the key is checked, then the limit, then the faults that wait, then the service answers.
 */
record StubFilter(
        StubService service,
        FaultQueue faults,
        StubLimit reads,
        StubLimit submissions,
        BoundedLog<RecordedRequest> log,
        StubKey key,
        InstantSource clock)
        implements StubRequestFilterV2 {

    static final String BASE_PATH = "/api";

    @Override
    public String getName() {
        return "dune";
    }

    @Override
    public RequestFilterAction filter(Request request, ServeEvent serveEvent) {
        return RequestFilterAction.stopWith(answer(request, clock.instant()));
    }

    private ResponseDefinition answer(Request request, Instant now) {
        Optional<CallUrl> url = CallUrl.of(BASE_PATH, request.getMethod().value(), request.getUrl());
        log.add(() -> record(request, url, now));
        return url.map(known -> answer(request, known, now))
                .orElseGet(() -> Reply.error(404, "Object not found").toResponse());
    }

    private ResponseDefinition answer(Request request, CallUrl url, Instant now) {
        if (url.slash()) {
            return withoutSlash(url.path()).toResponse();
        }
        if (!key.isIn(request, url)) {
            return FaultReplies.unauthorized().toResponse();
        }
        Optional<Reply> rejection = (url.call().isSubmission() ? submissions : reads).reject(now);
        if (rejection.isPresent()) {
            return rejection.get().toResponse();
        }
        Truth truth = service.truth(url, request.getBodyAsString(), now);
        return faults.take(url).map(fault -> fault.answer(truth)).orElseGet(() -> truth.show()
                .toResponse());
    }

    /** Dune's web server answers a slash at the end with a redirect in HTML. */
    private static Reply withoutSlash(String location) {
        return Reply.html(301, "<a href=\"" + location + "\">Moved Permanently</a>.\n\n")
                .with("Location", location);
    }

    private static RecordedRequest record(Request request, Optional<CallUrl> url, Instant now) {
        Map<String, List<String>> headers = new HashMap<>();
        for (HttpHeader header : request.getHeaders().all()) {
            headers.put(header.key(), header.values());
        }
        return new RecordedRequest(
                now,
                request.getMethod().value(),
                request.getUrl(),
                url.map(CallUrl::executionId).orElse(null),
                headers,
                url.map(CallUrl::call).orElse(null),
                url.map(CallUrl::queryId).orElse(null),
                request.getBodyAsString());
    }
}
