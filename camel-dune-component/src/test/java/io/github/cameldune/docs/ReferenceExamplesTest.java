package io.github.cameldune.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.DuneComponent;
import io.github.cameldune.docs.ReferencePage.Example;
import io.github.cameldune.docs.Scenarios.Scenario;
import io.github.cameldune.stub.DuneStub;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs every example of the reference page and of the README against the stub of Dune. */
class ReferenceExamplesTest {

    private static final Set<String> LANGUAGES = Set.of("java", "xml", "yaml");

    /** Those that are no routes; each has a test of its own here. */
    private static final Set<String> SETTINGS = Set.of(
            "dependency in xml",
            "component in properties",
            "proxy in properties",
            "readme dependency in xml",
            "readme component in properties");

    private static final ReferencePage PAGE = ReferencePage.read();

    private static DuneStub dune;
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(8);
    private static final Map<Example, Future<?>> RUNS = new HashMap<>();

    /** All at the same time, since most of what they do is to wait for the consumer's first poll. */
    @BeforeAll
    static void runAll() throws IOException {
        dune = DuneStub.start();
        Scenarios.prepare(dune);
        List<Example> examples = examples().toList();
        JavaExamples java = JavaExamples.compile(examples.stream()
                .filter(example -> example.language().equals("java"))
                .toList());
        for (Example example : examples) {
            Scenario scenario = Scenarios.all().get(example.name());
            if (scenario != null) {
                RUNS.put(example, THREADS.submit(() -> run(example, scenario, java)));
            }
        }
    }

    @AfterAll
    static void stop() {
        THREADS.shutdownNow();
        dune.close();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void doesWhatThePageSays(Example example) throws Exception {
        assertThat(RUNS)
                .as("There is no scenario '" + example.name() + "': write one in Scenarios")
                .containsKey(example);

        RUNS.get(example).get(2, TimeUnit.MINUTES);
    }

    @Test
    void eachOperationHasItsExampleInEachLanguage() {
        for (String operation : Set.of(
                "execute",
                "sql",
                "status",
                "consume",
                "watch",
                "unwatch",
                "await",
                "cancel",
                "results",
                "latest",
                "latest-consume")) {
            assertThat(PAGE.examples().stream()
                            .filter(example -> example.name().equals(operation))
                            .map(Example::language))
                    .as(operation)
                    .containsExactlyInAnyOrderElementsOf(LANGUAGES);
        }
    }

    @Test
    void noScenarioIsWithoutItsExample() throws IOException {
        assertThat(Scenarios.all().keySet()).isSubsetOf(all().map(Example::name).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dependency", "readme dependency"})
    void theDependencyIsThisArtifact(String name) throws IOException {
        assertThat(named(name + " in xml").text())
                .contains("<groupId>io.github.cameldune</groupId>")
                .contains("<artifactId>" + PAGE.attribute("artifactid") + "</artifactId>");
    }

    @Test
    void theReadMeNamesThisVersion() throws IOException {
        Matcher version = Pattern.compile("<version>.*?</version>").matcher(Files.readString(Path.of("../pom.xml")));

        assertThat(version.find()).isTrue();
        assertThat(named("readme dependency in xml").text()).contains(version.group());
    }

    @ParameterizedTest
    @ValueSource(strings = {"component", "readme component"})
    void thePropertiesConfigureTheComponent(String name) throws Exception {
        Properties properties = new Properties();
        // the variable is not there, so that no test can use a developer's own key
        properties.load(new StringReader(
                named(name + " in properties").text().replace("{{env:DUNE_API_KEY}}", "key of the environment")));
        Main main = new Main();
        properties.forEach((key, value) -> main.addInitialProperty((String) key, (String) value));
        try {
            main.start();

            DuneComponent component = main.getCamelContext().getComponent("dune", DuneComponent.class);
            assertThat(component.getConfiguration().getApiKey()).isEqualTo("key of the environment");
            assertThat(component.getConfiguration().getRequestsPerMinute()).isEqualTo(40);
        } finally {
            main.stop();
        }
    }

    @Test
    void theProxyIsThatOfCamelHttp() throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(named("proxy in properties").text()));
        Main main = new Main();
        properties.forEach((key, value) -> main.addInitialProperty((String) key, (String) value));
        try {
            main.start();

            HttpComponent https = main.getCamelContext().getComponent("https", HttpComponent.class);
            assertThat(https.getProxyHost()).isEqualTo("proxy.example.com");
            assertThat(https.getProxyPort()).isEqualTo(3128);
        } finally {
            main.stop();
        }
    }

    private static Stream<Example> all() throws IOException {
        return Stream.concat(PAGE.examples().stream(), ReferencePage.readMe().examples().stream());
    }

    private static Stream<Example> examples() throws IOException {
        return all().filter(example -> !SETTINGS.contains(example.toString()));
    }

    private static Example named(String name) throws IOException {
        return all().filter(example -> example.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Void run(Example example, Scenario scenario, JavaExamples java) throws Exception {
        try (ExampleRun run = new ExampleRun(example, dune)) {
            scenario.before().run(run);
            run.start(java);
            scenario.after().run(run);
        }
        return null;
    }
}
