package io.github.cameldune.stub;

/** Faults of pages of rows, each a {@link Fault}. The page is the true one but for what is said. */
public final class PageFault {

    private PageFault() {}

    /**
     * 200 with a page of rows that ends in the middle of a row, correct as HTTP.
     *
     * @param  row the row of the page, from 0
     * @return     the fault
     */
    public static Fault cutInRow(int row) {
        return Fault.of(truth -> FaultReplies.cutInRow(truth.peek(), row));
    }

    /**
     * 200 with a page of rows whose connection ends in the middle of a row.
     *
     * @param  row the row of the page, from 0
     * @return     the fault
     */
    public static Fault truncatedInRow(int row) {
        return Fault.of(truth -> {
            Reply whole = truth.peek();
            return FaultReplies.broken(whole, FaultReplies.cutInRow(whole, row));
        });
    }

    /**
     * 200 with a page of rows with a control character in the middle of a row: no JSON.
     *
     * @param  row the row of the page, from 0
     * @return     the fault
     */
    public static Fault wrongJson(int row) {
        return Fault.of(truth -> FaultReplies.wrongJson(truth.peek(), row));
    }

    /**
     * The true JSON without a field.
     *
     * @param  name the field, or a path such as {@code result.metadata}
     * @return      the fault
     */
    public static Fault without(String name) {
        return Fault.of(truth -> FaultReplies.edited(truth.peek(), FieldEdit.remove(name)));
    }

    /**
     * The true JSON with a field added or replaced.
     *
     * @param  name  the field, or a path such as {@code result.rows}
     * @param  value what Jackson can write
     * @return       the fault
     */
    public static Fault field(String name, Object value) {
        return Fault.of(truth -> FaultReplies.edited(truth.peek(), FieldEdit.set(name, value)));
    }
}
