package io.github.cameldune;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom: the root package knows {@code watch}, which knows {@code schedule} and {@code client}. */
@AnalyzeClasses(packages = "io.github.cameldune", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().matching("io.github.(cameldune..)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(alwaysTrue(), type(WatchStoreException.class));

    /** Exceptions are all in the root package, so this one is a leaf: it knows nothing of ours. */
    @ArchTest
    static final ArchRule THE_STORES_EXCEPTION_KNOWS_NOTHING_OF_OURS = classes()
            .that(type(WatchStoreException.class))
            .should()
            .onlyDependOnClassesThat(resideInAPackage("java.."));

    @ArchTest
    static final ArchRule CLIENT_KNOWS_NOTHING_OF_OURS = noClasses()
            .that()
            .resideInAPackage("..client")
            .should()
            .dependOnClassesThat(resideInAPackage("io.github.cameldune..").and(not(resideInAPackage("..client"))));

    @ArchTest
    static final ArchRule SCHEDULE_KNOWS_NOTHING_OF_OURS = noClasses()
            .that()
            .resideInAPackage("..schedule")
            .should()
            .dependOnClassesThat(resideInAPackage("io.github.cameldune..").and(not(resideInAPackage("..schedule"))));

    @ArchTest
    static final ArchRule WATCH_KNOWS_NO_ENDPOINT = noClasses()
            .that()
            .resideInAPackage("..watch..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.github.cameldune").and(not(type(WatchStoreException.class))));

    @ArchTest
    static final ArchRule ONLY_THE_CLIENT_TALKS_HTTP = noClasses()
            .that(not(resideInAPackage("..client")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.hc..", "java.net.http.."));
}
