package io.github.cameldune.examples.springboot;

import io.github.cameldune.DuneConstants;
import io.github.cameldune.InvalidExecutionIdException;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Takes executions to watch, over HTTP. */
@RestController
public class Watches {

    private final ProducerTemplate camel;

    /**
     * Made by Spring.
     *
     * @param camel which Camel's starter makes
     */
    public Watches(ProducerTemplate camel) {
        this.camel = camel;
    }

    /**
     * Adds an execution to the watch list.
     *
     * @param executionId of Dune
     * @param report what it is for; comes back with each of its transitions
     */
    @PostMapping("/watches/{executionId}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    public void watch(@PathVariable("executionId") String executionId, @RequestParam("report") String report) {
        try {
            camel.sendBodyAndHeaders(
                    "dune:watch?correlationHeaders=report",
                    null,
                    Map.of(DuneConstants.EXECUTION_ID, executionId, "report", report));
        } catch (CamelExecutionException e) {
            if (e.getCause() instanceof InvalidExecutionIdException invalid) {
                throw new ResponseStatusException(HttpStatus.BAD_REQUEST, invalid.getMessage(), invalid);
            }
            throw e;
        }
    }
}
