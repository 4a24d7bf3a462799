package io.posthorn;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the code against the map in ARCHITECTURE.md. */
class ArchitectureTest {

    private static final String BASE = "io.posthorn.";
    private static final Path SOURCES = Path.of("src/main/java/io/posthorn");
    private static final int LONGEST_FILE = 300;
    private static final Map<String, Set<String>> MAP = readMap();
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.posthorn");

    @Test
    void everyUseBetweenAreasIsOnTheMap() {
        Set<String> violations = new TreeSet<>();
        for (JavaClass user : CODE) {
            for (Dependency use : user.getDirectDependenciesFromSelf()) {
                String from = area(user);
                String to = area(use.getTargetClass());
                if (!from.isEmpty()
                        && !to.isEmpty()
                        && !from.equals(to)
                        && !MAP.get(from).contains(to)) {
                    violations.add(use.getDescription());
                }
            }
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void everyAreaOnDiskIsOnTheMapAndTheOtherWayRound() throws IOException {
        try (Stream<Path> areas = Files.list(SOURCES)) {
            assertThat(areas.filter(Files::isDirectory).map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(MAP.keySet());
        }
    }

    @Test
    void areasHaveNoCycles() {
        slices().matching(BASE + "(*)..").should().beFreeOfCycles().check(CODE);
    }

    @ParameterizedTest
    @CsvSource({
        "org.apache.kafka, requests results",
        "io.smallrye.reactive.messaging, requests results",
        "io.quarkus.mailer, relay",
        "io.vertx, relay api",
        "io.quarkus.qute, template console",
        "jakarta.ws.rs, api console",
        "jakarta.persistence, queue audit template submission",
        "org.hibernate, queue audit template submission",
        "picocli, cli",
    })
    void aTechnologyStaysBehindItsFence(String technology, String areas) {
        Set<String> permitted = Set.of(areas.split(" "));
        Set<String> violations = CODE.stream()
                .filter(user -> !permitted.contains(area(user)))
                .flatMap(user -> user.getDirectDependenciesFromSelf().stream())
                .filter(use -> use.getTargetClass().getPackageName().startsWith(technology))
                .map(Dependency::getDescription)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(violations).isEmpty();
    }

    @Test
    void onlyWhatIsShownIsDatedByTheMachinesClock() {
        Set<String> shown = Set.of("ops", "cli", "template", "console", "api.TemplatesResource", "store.DatabaseClock");
        Set<String> askers = CODE.stream()
                .filter(user -> !shown.contains(area(user))
                        && !shown.contains(user.getName().substring(BASE.length())))
                .filter(user -> user.getDirectDependenciesFromSelf().stream()
                                .anyMatch(use -> use.getTargetClass().isAssignableTo(InstantSource.class))
                        || user.getMethodCallsFromSelf().stream()
                                .anyMatch(call ->
                                        Set.of("currentTimeMillis", "now").contains(call.getName())
                                                && call.getTargetOwner()
                                                        .getPackageName()
                                                        .startsWith("java.")))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(askers).isEmpty();
    }

    @Test
    void theMailAndTheWireArePlainJava() {
        Set<String> violations = CODE.stream()
                .filter(user -> Set.of("mail", "smtp").contains(area(user)))
                .flatMap(user -> user.getDirectDependenciesFromSelf().stream())
                .filter(use -> !use.getTargetClass().getPackageName().startsWith("java.")
                        && !use.getTargetClass().getPackageName().startsWith(BASE)
                        && !use.getTargetClass().isPrimitive()
                        && !use.getTargetClass().isArray())
                .map(Dependency::getDescription)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(violations).isEmpty();
    }

    @Test
    void everyFileIsShortEnoughToReadInOneGo() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            assertThat(files.filter(p -> p.toString().endsWith(".java")))
                    .allSatisfy(p -> assertThat(Files.readAllLines(p)).hasSizeLessThanOrEqualTo(LONGEST_FILE));
        }
    }

    @Test
    void noNameHidesWhatAClassIsFor() {
        Pattern drawer = Pattern.compile(".*(Manager|Helper|Utils?|Impl|Dto)");
        assertThat(CODE.stream().map(JavaClass::getSimpleName).filter(drawer.asMatchPredicate()))
                .isEmpty();
    }

    private static String area(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(BASE)) {
            return "";
        }
        String rest = name.substring(BASE.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    private static Map<String, Set<String>> readMap() {
        try {
            String text = Files.readString(Path.of("ARCHITECTURE.md"));
            String block = text.substring(text.indexOf("```packages\n") + "```packages\n".length());
            Map<String, Set<String>> map = new TreeMap<>();
            block.substring(0, block.indexOf("```")).lines().forEach(line -> {
                String[] sides = line.split(":");
                map.put(
                        sides[0].strip(),
                        sides.length == 1
                                ? Set.of()
                                : Arrays.stream(sides[1].strip().split("\\s+"))
                                        .filter(area -> !area.isEmpty())
                                        .collect(Collectors.toSet()));
            });
            return map;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
