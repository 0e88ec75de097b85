package io.github.cameldune;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * Which package may know which, and what is API. Data flows one way: client → schedule → watch → root; what is not API is
 * {@code internal}.
 */
@AnalyzeClasses(packages = "io.github.cameldune", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.cameldune";
    private static final String INTERNAL = ROOT + ".internal..";

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().matching("io.github.(cameldune..)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(alwaysTrue(), type(WatchStoreException.class));

    /** Exceptions are all in the root package, so this one is a leaf: it knows nothing of the component. */
    @ArchTest
    static final ArchRule THE_STORES_EXCEPTION_KNOWS_NOTHING_OF_THE_COMPONENT = classes()
            .that(type(WatchStoreException.class))
            .should()
            .onlyDependOnClassesThat(resideInAPackage("java.."));

    @ArchTest
    static final ArchRule NOTHING_INTERNAL_KNOWS_WHAT_USERS_OF_CAMEL_SEE = noClasses()
            .that()
            .resideInAPackage(INTERNAL)
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT).and(not(type(WatchStoreException.class))));

    @ArchTest
    static final ArchRule VALUES_AND_STORES_KNOW_NOTHING_INTERNAL = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".client..", ROOT + ".watch..")
            .should()
            .dependOnClassesThat(resideInAPackage(INTERNAL));

    @ArchTest
    static final ArchRule RATE_LIMITS_KNOW_NEITHER_SCHEDULES_NOR_WATCHES = noClasses()
            .that()
            .resideInAPackage("..internal.ratelimit..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("..internal.schedule..", "..internal.watch..", "..internal.context.."));

    @ArchTest
    static final ArchRule SCHEDULES_KNOW_NO_WATCHES = noClasses()
            .that()
            .resideInAPackage("..internal.schedule..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("..internal.watch..", "..watch.store..", "..internal.context.."));

    /** What schedules, rate limits and watches do can be tested without a Camel context. */
    @ArchTest
    static final ArchRule THE_ENGINE_KNOWS_NO_CAMEL = noClasses()
            .that()
            .resideInAnyPackage(
                    "..internal.ratelimit..", "..internal.schedule..", "..internal.watch..", "..internal.health..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.camel.."));

    @ArchTest
    static final ArchRule ONLY_THE_CLIENT_TALKS_HTTP = noClasses()
            .that(not(resideInAPackage("..internal.client")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.hc..", "java.net.http.."));

    /** One more is a promise to keep: whoever adds a public type writes it here. */
    @ArchTest
    static void whatIsPublicIsListed(JavaClasses classes) {
        List<String> published = classes.stream()
                .filter(type -> !type.getPackageName().startsWith(ROOT + ".internal"))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !type.isNestedClass())
                // Camel's build tools make these
                .filter(type -> !type.getSimpleName()
                        .matches("Dune.*(Configurer|UriFactory|BuilderFactory|Loader)|StaticEndpointBuilders"))
                .map(JavaClass::getName)
                .map(name -> name.substring(ROOT.length() + 1))
                .sorted()
                .toList();

        assertThat(published)
                .hasSizeLessThanOrEqualTo(45)
                .containsExactly(
                        "DuneApiException",
                        "DuneBadRequestException",
                        "DuneCloudEventDataTypeTransformer",
                        "DuneComponent",
                        "DuneConfiguration",
                        "DuneConstants",
                        "DuneConsumer",
                        "DuneEndpoint",
                        "DuneExecutionException",
                        "DuneJmsDataTypeTransformer",
                        "DuneNotFinishedException",
                        "DuneNotFoundException",
                        "DuneOperation",
                        "DuneOutputType",
                        "DunePartialResultException",
                        "DunePaymentRequiredException",
                        "DunePredicates",
                        "DuneRateLimitException",
                        "DuneResultTooLargeException",
                        "DuneRowsConfiguration",
                        "DuneServerException",
                        "DuneStaleResultException",
                        "DuneUnauthorizedException",
                        "DuneUnknownExecutionException",
                        "DuneUnknownOutcomeException",
                        "DuneUnreadableResponseException",
                        "DuneWatchTimeoutException",
                        "InvalidExecutionIdException",
                        "WatchStoreException",
                        "client.ExecutionError",
                        "client.ExecutionId",
                        "client.ExecutionState",
                        "client.ExecutionStatus",
                        "client.ResultMetadata",
                        "client.UnreadableStatusException",
                        "watch.store.JdbcWatchStore",
                        "watch.store.MapWatchStore",
                        "watch.store.WatchStore");
    }
}
