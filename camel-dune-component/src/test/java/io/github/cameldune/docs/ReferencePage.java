package io.github.cameldune.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a page of the documentation in AsciiDoc: its generated parts, and its examples. */
record ReferencePage(String text) {

    static final Path FILE = Path.of("src/main/docs/dune-component.adoc");

    private static final Pattern SOURCE = Pattern.compile("\\[source,\\s*(\\w+).*]");
    private static final String EXAMPLE = "// example: ";

    /**
     * A block of source.
     *
     * @param name of the comment {@code // example: …} before it, which the same example in other languages shares
     * @param language as in {@code [source,language]}
     * @param text what the block holds
     */
    record Example(String name, String language, String text) {
        @Override
        public String toString() {
            return name + " in " + language;
        }
    }

    static ReferencePage read() {
        try {
            return new ReferencePage(Files.readString(FILE));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The README's examples, as if they were AsciiDoc; what is for a shell is none. */
    static ReferencePage readMe() throws IOException {
        return new ReferencePage(Files.readString(Path.of("../README.md"))
                .replaceAll("(?s)```shell\n.*?```", "")
                .replaceAll("<!-- example: (.*) -->", EXAMPLE + "$1")
                .replaceAll("(?s)```(\\w+)\n(.*?)```", "[source,$1]\n----\n$2----"));
    }

    /** The value of an attribute of the page's header. */
    String attribute(String name) {
        Matcher line = Pattern.compile("(?m)^:" + name + ": (.*)$").matcher(text);
        if (!line.find()) {
            throw new AssertionError("The page has no attribute :" + name + ":");
        }
        return line.group(1).strip();
    }

    /** This page with something else between {@code // part: START} and {@code // part: END}. */
    ReferencePage with(String part, String content) {
        String start = "// " + part + ": START\n";
        String end = "// " + part + ": END\n";
        int from = text.indexOf(start);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new AssertionError("The page lacks the lines " + start + end);
        }
        return new ReferencePage(text.substring(0, from + start.length()) + content + text.substring(to));
    }

    /** Every block of source, in its order. One that has no name is an error: no test would know what it is to do. */
    List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        String name = null;
        boolean inTabs = false;
        for (int i = 0; i < lines.length; i++) {
            Matcher source = SOURCE.matcher(lines[i]);
            if (lines[i].startsWith(EXAMPLE)) {
                name = lines[i].substring(EXAMPLE.length()).strip();
            } else if (lines[i].equals("====")) {
                inTabs = !inTabs;
                name = inTabs ? name : null;
            } else if (source.matches()) {
                if (name == null) {
                    throw new AssertionError("An example without a comment '" + EXAMPLE
                            + "…' before it, which names the test that runs it: " + lines[i + 2]);
                }
                StringBuilder block = new StringBuilder();
                i += 2;
                while (!lines[i].equals("----")) {
                    block.append(lines[i++]).append('\n');
                }
                examples.add(new Example(name, source.group(1), block.toString()));
                name = inTabs ? name : null;
            }
        }
        return examples;
    }
}
