package io.github.cameldune.stub;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Which rows of a result a request wants, by the parameters of its URL. */
record RowQuery(Map<String, String> parameters) {

    /**
     * One page of rows.
     *
     * @param rows       the whole result, as the request wants it
     * @param columns    the columns that the request wants
     * @param offset     the first row
     * @param size       how many rows
     * @param nextOffset the first row of the next page, or null when there is none
     */
    record Page(StubRows rows, List<String> columns, long offset, int size, Long nextOffset) {}

    /** A parameter that the stub refuses with 400. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    Page page(StubRows all, int cap) throws Refused {
        StubRows rows = sampled(sorted(filtered(all)));
        long offset = number("offset", 0);
        long limit = number("limit", 0);
        long wanted = limit == 0 ? cap : Math.min(limit, cap);
        int size = (int) Math.max(0, Math.min(wanted, rows.count() - offset));
        boolean more = size > 0 && offset + size < rows.count() && !has("sample_count");
        return new Page(rows, columns(all), offset, size, more ? offset + size : null);
    }

    boolean allowsPartial() {
        return "true".equals(parameters.get("allow_partial_results"));
    }

    private boolean has(String name) {
        return !parameters.getOrDefault(name, "").isEmpty();
    }

    private long number(String name, long absent) throws Refused {
        if (!has(name)) {
            return absent;
        }
        String value = parameters.get(name);
        if (!value.matches("[0-9]{1,18}")) {
            throw new Refused("Invalid " + name + ": " + value);
        }
        return Long.parseLong(value);
    }

    private List<String> columns(StubRows all) throws Refused {
        if (!has("columns")) {
            return all.columns();
        }
        List<String> wanted = Arrays.stream(parameters.get("columns").split(","))
                .map(RowFilter::unquoted)
                .toList();
        for (String column : wanted) {
            if (!all.columns().contains(column)) {
                throw new Refused("Column not found: " + column);
            }
        }
        return wanted;
    }

    private StubRows filtered(StubRows rows) throws Refused {
        if (!has("filters")) {
            return rows;
        }
        RowFilter filter = RowFilter.parse(parameters.get("filters"));
        return kept(rows, list(rows).stream().filter(filter::accepts).toList());
    }

    private StubRows sorted(StubRows rows) throws Refused {
        if (!has("sort_by")) {
            return rows;
        }
        List<Map<String, ?>> list = list(rows);
        list.sort(RowOrder.parse(parameters.get("sort_by")));
        return kept(rows, list);
    }

    /** Spread evenly, so that a test can tell which rows come. */
    private StubRows sampled(StubRows rows) throws Refused {
        long wanted = number("sample_count", 0);
        if (wanted == 0 || wanted >= rows.count()) {
            return rows;
        }
        return new StubRows(rows.columns(), rows.types(), wanted, i -> rows.row(i * rows.count() / wanted));
    }

    private static List<Map<String, ?>> list(StubRows rows) {
        List<Map<String, ?>> list = new ArrayList<>();
        for (long i = 0; i < rows.count(); i++) {
            list.add(rows.row(i));
        }
        return list;
    }

    private static StubRows kept(StubRows rows, List<Map<String, ?>> list) {
        return StubRows.listed(rows.columns(), rows.types(), list);
    }
}
