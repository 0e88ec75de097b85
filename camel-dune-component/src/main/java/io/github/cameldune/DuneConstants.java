package io.github.cameldune;

import org.apache.camel.spi.Metadata;

/** The headers of the component, which are all that it reads from and writes to a message besides the body. */
public final class DuneConstants {

    // Camel's generator makes each comment the description of its header, line breaks included: so each is one line

    /** The execution. For a producer also the input: it wins over the option executionId. */
    @Metadata(javaType = "String")
    public static final String EXECUTION_ID = "CamelDuneExecutionId";

    /** The query that was executed; 0 for SQL that is no saved query. For dune:execute the input: it wins over the option queryId. Told to dune:watch or dune:await, it lets them use what was learned of the query from the first request on. */
    @Metadata(javaType = "Long")
    public static final String QUERY_ID = "CamelDuneQueryId";

    /** The state, such as QUERY_STATE_FAILED. Both spellings of a cancelled execution arrive as QUERY_STATE_CANCELED; an unknown state arrives as it was sent. */
    @Metadata(javaType = "String")
    public static final String STATE = "CamelDuneState";

    /** Whether the execution has ended; derived from the state where Dune leaves it out. */
    @Metadata(javaType = "Boolean")
    public static final String EXECUTION_FINISHED = "CamelDuneExecutionFinished";

    /** Why the execution failed: an open set, such as FAILED_TYPE_EXECUTION_FAILED, FAILED_TYPE_EXECUTION_TIMEOUT or syntax_error. */
    @Metadata(javaType = "String")
    public static final String ERROR_TYPE = "CamelDuneErrorType";

    /** How many characters of an error message the header {@link #ERROR_MESSAGE} carries at most; the body has all. */
    public static final int MAX_ERROR_MESSAGE = 8_192;

    /** Why the execution failed, for a person: the first 8192 characters, since brokers refuse longer properties. The body has all. */
    @Metadata(javaType = "String")
    public static final String ERROR_MESSAGE = "CamelDuneErrorMessage";

    /** The line of the query that the error is in. */
    @Metadata(javaType = "Integer")
    public static final String ERROR_LINE = "CamelDuneErrorLine";

    /** The column of that line. */
    @Metadata(javaType = "Integer")
    public static final String ERROR_COLUMN = "CamelDuneErrorColumn";

    /** When the execution was submitted, as Dune sent it (RFC 3339). */
    @Metadata(javaType = "String")
    public static final String SUBMITTED_AT = "CamelDuneSubmittedAt";

    /** When the execution began to run, as Dune sent it. */
    @Metadata(javaType = "String")
    public static final String EXECUTION_STARTED_AT = "CamelDuneExecutionStartedAt";

    /** When the execution ended, as Dune sent it. */
    @Metadata(javaType = "String")
    public static final String EXECUTION_ENDED_AT = "CamelDuneExecutionEndedAt";

    /** When the execution was cancelled, as Dune sent it. */
    @Metadata(javaType = "String")
    public static final String CANCELLED_AT = "CamelDuneCancelledAt";

    /** When the result expires, as Dune sent it; 1970-01-01T00:00:00Z means unset. */
    @Metadata(javaType = "String")
    public static final String EXPIRES_AT = "CamelDuneExpiresAt";

    /** What the execution cost, in credits. */
    @Metadata(javaType = "Double")
    public static final String EXECUTION_COST_CREDITS = "CamelDuneExecutionCostCredits";

    /** The place in the queue while the execution is pending. */
    @Metadata(javaType = "Long")
    public static final String QUEUE_POSITION = "CamelDuneQueuePosition";

    /** How many interactive executions the customer may run in parallel. */
    @Metadata(javaType = "Long")
    public static final String MAX_INFLIGHT_INTERACTIVE_EXECUTIONS = "CamelDuneMaxInflightInteractiveExecutions";

    /** How many interactive executions are in progress, when that limit is reached. */
    @Metadata(javaType = "Long")
    public static final String MAX_INFLIGHT_INTERACTIVE_REACHED = "CamelDuneMaxInflightInteractiveReached";

    /** Rows in the whole result. */
    @Metadata(javaType = "Long")
    public static final String TOTAL_ROW_COUNT = "CamelDuneTotalRowCount";

    /** Bytes in the whole result. */
    @Metadata(javaType = "Long")
    public static final String TOTAL_RESULT_SET_BYTES = "CamelDuneTotalResultSetBytes";

    /** Cells in the result. */
    @Metadata(javaType = "Long")
    public static final String DATAPOINT_COUNT = "CamelDuneDatapointCount";

    /** How many rows the body holds; for an iterator or CSV how many it will have, where that is known before they are read. */
    @Metadata(label = "producer", javaType = "Long")
    public static final String ROW_COUNT = "CamelDuneRowCount";

    /** The names of the columns, in order; absent where they are not known before the rows are read. */
    @Metadata(label = "producer", javaType = "List<String>")
    public static final String COLUMN_NAMES = "CamelDuneColumnNames";

    /** The types of the columns in Dune's terms, such as bigint, in order. */
    @Metadata(label = "producer", javaType = "List<String>")
    public static final String COLUMN_TYPES = "CamelDuneColumnTypes";

    /** The state before this transition; absent on the first. */
    @Metadata(label = "consumer", javaType = "String")
    public static final String PREVIOUS_STATE = "CamelDunePreviousState";

    /** The execution id, a colon and the state: the same each time that the same transition is delivered, and so the key for an idempotent consumer. */
    @Metadata(label = "consumer", javaType = "String")
    public static final String EVENT_ID = "CamelDuneEventId";

    /** Set by dune:watch: false if the execution is watched already, with the correlation headers of the first dune:watch. */
    @Metadata(label = "producer", javaType = "Boolean")
    public static final String WATCH_ADDED = "CamelDuneWatchAdded";

    /** Parameters for dune:execute and dune:sql: a Map, or a JSON object as text. Each wins over the option parameters.* of its name. */
    @Metadata(label = "producer", javaType = "Object")
    public static final String QUERY_PARAMETERS = "CamelDuneQueryParameters";

    /** Makes dune:execute and dune:sql start one execution for each token, across redelivery, crash and nodes: any text of at most 200 characters, such as a JMS message id. */
    @Metadata(label = "producer", javaType = "String")
    public static final String REQUEST_TOKEN = "CamelDuneRequestToken";

    /** Set by dune:cancel: whether Dune answered that it cancels the execution. */
    @Metadata(label = "producer", javaType = "Boolean")
    public static final String CANCELLED = "CamelDuneCancelled";

    private DuneConstants() {}
}
