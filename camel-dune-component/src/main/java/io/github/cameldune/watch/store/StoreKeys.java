package io.github.cameldune.watch.store;

import java.util.regex.Pattern;

/** What names a value: the same rules for every store, so that a watch list can move from one to another. */
final class StoreKeys {

    /** So short that the primary key fits into an index of every common database, at four bytes a character. */
    static final int LONGEST_LIST = 190;

    static final int LONGEST_KEY = 64;

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1," + LONGEST_KEY + "}");

    private StoreKeys() {}

    static void check(String watchList, String key) {
        checkList(watchList);
        if (!isKey(key)) {
            throw new IllegalArgumentException("an execution id has 1 to 64 of A-Z a-z 0-9 _ - and nothing else");
        }
    }

    static void checkList(String watchList) {
        if (watchList.isEmpty() || watchList.length() > LONGEST_LIST) {
            throw new IllegalArgumentException("a watch list's name has 1 to %d characters, not %d: shorten watchList"
                    .formatted(LONGEST_LIST, watchList.length()));
        }
    }

    static boolean isKey(String key) {
        return KEY.matcher(key).matches();
    }
}
