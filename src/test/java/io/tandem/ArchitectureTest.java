package io.tandem;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.tandem.call.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may use whom: the table of the design, as a test. */
class ArchitectureTest {
    private static final String HOUSE = "io.tandem.";

    private static JavaClasses production;

    @BeforeAll
    static void importProduction() {
        // Where a production class lies, all of them do, and no test.
        production = new ClassFileImporter()
                .importUrl(Command.class.getProtectionDomain().getCodeSource().getLocation());
    }

    /** Package (with its sub-packages where it ends in ..), and which other packages of ours it may use. */
    @ParameterizedTest(name = "{0} uses only {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            call..                   | nothing
            media.codec..            | nothing
            media.rtp..              | media.codec
            media.sdp..              | media.codec
            media.file..             | media.codec
            media.webrtc..           | media media.codec media.rtp media.sdp media.file call
            media                    | media.codec media.rtp media.sdp media.file media.webrtc call
            speech..                 | speech.. media.. call
            recording..              | media.. call
            bridge..                 | media.. call
            frontend.sip..           | frontend.sip.. call media..
            frontend.websocket..     | frontend.websocket.. call media..
            frontend.webrtc..        | frontend.webrtc.. call media..
            control.activecall..     | control.activecall.. call speech http.socket http.sse
            control.webhook..        | control.webhook.. call speech
            control.demo..           | control.demo.. call speech
            control.webphone..       | control.webphone.. call http.sse
            control.console..        | control.console.. call store http.sse
            store..                  | store.. call
            http..                   | nothing
            phone..                  | media media.codec media.rtp media.sdp media.file
            cli..                    | config phone.. media.. speech.. frontend.sip.settings recording http call control.activecall store
            """)
    void packagesUseOnlyWhatTheTableAllows(String who, String allowed) {
        Set<String> names = Stream.of(allowed.split(" "))
                .filter(name -> !name.equals("nothing"))
                .collect(Collectors.toCollection(TreeSet::new));
        names.add(who);
        noClasses()
                .that()
                .resideInAPackage(HOUSE + who)
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are ours but not of " + names,
                        target -> isOurs(target) && names.stream().noneMatch(name -> inPackage(target, name))))
                .allowEmptyShould(true)
                .check(production);
    }

    /** Libraries that have one home, or homes that are named. */
    @ParameterizedTest(name = "{0} only in {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            javax.sip..           | frontend.sip.. phone
            gov.nist..            | frontend.sip.. phone
            dev.onvoid..          | media.webrtc
            ai.onnxruntime..      | speech..
            javazoom..            | media.file
            com.typesafe.config.. | config root
            picocli..             | cli
            com.fasterxml..       | control.. http phone store
            org.jdbi..            | store
            org.flywaydb..        | store
            com.zaxxer..          | store
            akka.http..           | control.. http.. frontend.websocket
            io.micrometer..       | http root
            io.netty..            | http.port http.socket
            io.github.jaredmdobson.. | media.codec
            """)
    void librariesStayAtHome(String library, String homes) {
        Set<String> names = Set.of(homes.split(" "));
        noClasses()
                .that(DescribedPredicate.describe("are not of " + names, (JavaClass type) -> names.stream()
                        .noneMatch(name -> name.equals("root")
                                ? type.getPackageName().equals("io.tandem")
                                : inPackage(type, name))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(production);
    }

    @Test
    void theDomainKnowsTheJdkAkkaTypedAndAnnotationsOnly() {
        classes()
                .that()
                .resideInAPackage("io.tandem.call..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.tandem.call..",
                        "java..",
                        "akka.actor.typed..",
                        "akka.japi..",
                        "org.slf4j..",
                        "org.jspecify..")
                .check(production);
    }

    @Test
    void audioNeverMeetsActors() {
        noClasses()
                .that()
                .resideInAnyPackage("io.tandem.media..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("akka..")
                .check(production);
    }

    @Test
    void importsRunOneWay() {
        slices().matching("io.tandem.(**)").should().beFreeOfCycles().check(production);
    }

    @Test
    void noClassIsNamedAfterHavingNoHome() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..manager..", "..impl..")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .check(production);
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws Exception {
        Path sources = Path.of("src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            Set<Path> silent = files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(silent).as("packages without package-info.java").isEmpty();
        }
    }

    @Test
    void everyFileIsShort() throws Exception {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            Set<Path> tooLong = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(ArchitectureTest::isLong)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(tooLong).as("files of more than 300 lines").isEmpty();
        }
    }

    private static boolean isLong(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count() > 300;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith("io.tandem");
    }

    /** {@code media} is the package alone, {@code media..} with what is below. */
    private static boolean inPackage(JavaClass type, String name) {
        String found = type.getPackageName();
        if (name.endsWith("..")) {
            String base = HOUSE + name.substring(0, name.length() - 2);
            return found.equals(base) || found.startsWith(base + ".");
        }
        return found.equals(HOUSE + name);
    }
}
