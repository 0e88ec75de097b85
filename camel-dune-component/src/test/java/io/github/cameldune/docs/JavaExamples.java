package io.github.cameldune.docs;

import io.github.cameldune.docs.ReferencePage.Example;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.apache.camel.builder.RouteBuilder;

/** The page's Java, compiled in one go: each example as the body of a route builder, or as the class that it is. */
final class JavaExamples extends ClassLoader {

    /** What a reader takes for granted. An example imports the rest, and nothing of this is for {@code DunePredicates}. */
    private static final String IMPORTS = """
            import io.github.cameldune.*;
            import io.github.cameldune.client.ExecutionStatus;
            import io.github.cameldune.watch.store.JdbcWatchStore;
            import java.io.IOException;
            import javax.sql.DataSource;
            import org.apache.camel.builder.RouteBuilder;
            """;

    private final Map<String, byte[]> classes;
    private final Map<Example, String> names;

    private JavaExamples(Map<String, byte[]> classes, Map<Example, String> names) {
        super(JavaExamples.class.getClassLoader());
        this.classes = classes;
        this.names = names;
    }

    static JavaExamples compile(List<Example> examples) {
        Map<Example, String> names = new HashMap<>();
        List<JavaFileObject> sources = new ArrayList<>();
        for (Example example : examples) {
            String folder = "example" + names.size();
            String type = example.text().contains("class ") ? "Watching" : "Routes";
            names.put(example, folder + "." + type);
            sources.add(source(folder + "/" + type, "package " + folder + ";\n" + unit(example)));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        InMemory files = new InMemory(compiler.getStandardFileManager(null, null, null));
        boolean compiled = compiler.getTask(
                        errors,
                        files,
                        null,
                        List.of("-proc:none", "-Werror", "-Xlint:deprecation,unchecked", "-cp", classPath()),
                        null,
                        sources)
                .call();
        if (!compiled) {
            throw new AssertionError("The page's Java does not compile:\n" + errors);
        }
        return new JavaExamples(files.classes(), names);
    }

    RouteBuilder routes(Example example) throws ReflectiveOperationException {
        return (RouteBuilder)
                loadClass(names.get(example)).getDeclaredConstructor().newInstance();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private static String unit(Example example) {
        if (example.text().contains("class ")) {
            return example.text();
        }
        String imports = example.text()
                .lines()
                .filter(line -> line.startsWith("import "))
                .collect(Collectors.joining("\n"));
        String body = example.text()
                .lines()
                .filter(line -> !line.startsWith("import "))
                .collect(Collectors.joining("\n"));
        return IMPORTS + imports + "\npublic class Routes extends RouteBuilder {\n"
                + "@Override public void configure() throws Exception {\n" + body + "\n}}";
    }

    /** Surefire's own class path is a jar that names the others. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static JavaFileObject source(String name, String text) {
        return new SimpleJavaFileObject(URI.create("memory:/" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {

        private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

        InMemory(JavaFileManager others) {
            super(others);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:/" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return written.computeIfAbsent(className, name -> new ByteArrayOutputStream());
                }
            };
        }

        Map<String, byte[]> classes() {
            return written.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                    .toByteArray()));
        }
    }
}
