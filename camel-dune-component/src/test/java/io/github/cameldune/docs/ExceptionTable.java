package io.github.cameldune.docs;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import io.github.cameldune.HttpErrorCodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The component's public exceptions, each with the first sentence of its Javadoc, and with those that say whether a retry can
 * help.
 */
final class ExceptionTable {

    private static final Path SOURCES = Path.of("src/main/java");

    private ExceptionTable() {}

    static String render() throws IOException {
        StringBuilder table = new StringBuilder("""
                [width="100%",cols="3,5,1,4",options="header"]
                |===
                | Exception | When | HTTP status | Can a retry help?

                """);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(exceptions()));
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                ClassTree type = (ClassTree) unit.getTypeDecls().get(0);
                if (type.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
                    DocCommentTree comment = trees.getDocCommentTree(TreePath.getPath(unit, type));
                    String name = unit.getPackageName() + "." + type.getSimpleName();
                    table.append("| `")
                            .append(name.replaceFirst("^io\\.github\\.cameldune\\.(?=[A-Z])", ""))
                            .append("`\n");
                    table.append("| ").append(text(comment.getFirstSentence())).append('\n');
                    table.append("| ").append(HttpErrorCodes.of(name)).append('\n');
                    table.append("| ")
                            .append(retry(name, text(comment.getFullBody())))
                            .append("\n\n");
                }
            }
        }
        return ReferenceTables.end(table);
    }

    /** In the order of the packages, then of the names; the base of most of them first. */
    private static List<Path> exceptions() throws IOException {
        try (Stream<Path> all = Files.walk(SOURCES)) {
            return all.filter(path -> path.getFileName().toString().endsWith("Exception.java"))
                    .filter(path -> !path.toString().contains("internal"))
                    .sorted()
                    .toList();
        }
    }

    private static String retry(String name, String comment) {
        String sentences = Arrays.stream(
                        comment.replaceAll("</?p>", " ").strip().split("(?<=\\.)\\s+"))
                .filter(sentence -> sentence.matches("(?s).*\\bretry\\b.*"))
                .collect(Collectors.joining(" "));
        if (sentences.isEmpty()) {
            throw new AssertionError("The Javadoc of " + name + " does not say whether a retry can help");
        }
        return sentences;
    }

    private static String text(List<? extends DocTree> sentence) {
        return sentence.stream().map(ExceptionTable::text).collect(Collectors.joining());
    }

    private static String text(DocTree part) {
        if (part instanceof LiteralTree literal) {
            return "`" + literal.getBody().getBody().strip() + "`";
        }
        if (part instanceof LinkTree link) {
            return "`" + link.getReference().getSignature().replace("#", "") + "`";
        }
        return part.toString().replaceAll("\\s+", " ");
    }
}
