package io.posthorn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.posthorn.testing.KnownSettings;
import io.posthorn.testing.NativeRules;
import io.posthorn.testing.Settings;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds what is packaged against what a native executable needs, without building one. */
class NativeReadinessTest {

    private static final NativeRules PACKAGED =
            new NativeRules(new ClassFileImporter().importPath(Path.of("target/classes")));
    private static final Path RESOURCES = Path.of("target/classes");

    @Test
    void nothingPackagedRefersToTheEmbeddedWorld() {
        assertThat(PACKAGED.code()).isNotEmpty();
        assertThat(PACKAGED.usesOfTheEmbeddedWorld()).isEmpty();
    }

    @Test
    void aUseOfTheEmbeddedWorldIsNoticed() {
        assertThat(rules(UsesTestThings.class).usesOfTheEmbeddedWorld())
                .anySatisfy(use -> assertThat(use).contains(KnownSettings.class.getName()));
    }

    @Test
    void everyTypeOfOursThatIsBoundToJsonIsRegistered() {
        assertThat(PACKAGED.bindingsOfUnregisteredTypes()).isEmpty();
    }

    @Test
    void aBindingOfAnUnregisteredTypeIsNoticed() {
        assertThat(rules(Binds.class, Unregistered.class, Registered.class).bindingsOfUnregisteredTypes())
                .hasSize(4)
                .allMatch(violation -> violation.endsWith(Unregistered.class.getName()))
                .anyMatch(violation -> violation.contains("reads("))
                .anyMatch(violation -> violation.contains("writes("))
                .anyMatch(violation -> violation.contains("writesMany("))
                .anyMatch(violation -> violation.contains("writesNew("));
    }

    @Test
    void everyTypeOfTheRestInterfaceIsRegistered() {
        assertThat(PACKAGED.unregisteredTypesOfTheRestInterface()).isEmpty();
    }

    @Test
    void anUnregisteredTypeOfTheRestInterfaceIsNoticedHoweverDeepItIs() {
        assertThat(rules(Resource.class, Answer.class, Unregistered.class, Registered.class)
                        .unregisteredTypesOfTheRestInterface())
                .containsExactly(Unregistered.class.getName() + " is part of the REST interface");
    }

    @Test
    void everyResourceThatIsReadAtRunTimeIsIncluded() throws IOException {
        List<String> patterns = List.of(Settings.packaged()
                .getProperty("quarkus.native.resources.includes")
                .split(","));

        assertThat(patterns).contains("mail-templates/**", "META-INF/schemas/**", "db/migration/**");
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            assertThat(files.filter(Files::isRegularFile).map(RESOURCES::relativize))
                    .filteredOn(file -> !file.toString().endsWith(".class")
                            && !file.toString().startsWith("application")
                            && !file.startsWith("META-INF/resources")
                            // Pages: Quarkus takes them along itself.
                            && !file.startsWith("templates"))
                    .isNotEmpty()
                    .allMatch(file -> included(file, patterns));
        }
    }

    @Test
    void aResourceThatWouldBeLeftOutIsNoticed() {
        List<String> patterns = List.of("db/migration/**");

        assertThat(included(Path.of("db/migration/V1__a.sql"), patterns)).isTrue();
        assertThat(included(Path.of("db/other/V1__a.sql"), patterns)).isFalse();
    }

    private static boolean included(Path file, List<String> patterns) {
        return patterns.stream()
                .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern.strip()))
                .anyMatch((PathMatcher matcher) -> matcher.matches(file));
    }

    private static NativeRules rules(Class<?>... samples) {
        return new NativeRules(new ClassFileImporter().importClasses(samples));
    }

    private static final class UsesTestThings {
        boolean known() {
            return KnownSettings.known("A");
        }
    }

    private record Unregistered(String a) {}

    @RegisterForReflection
    private record Registered(String a) {}

    @RegisterForReflection
    private record Answer(Registered good, List<Unregistered> bad) {}

    private static final class Resource {
        @GET
        public Uni<Optional<Answer>> get() {
            return Uni.createFrom().nullItem();
        }
    }

    private static final class Binds {
        private final ObjectMapper json = new ObjectMapper();

        Object reads(String text) throws JsonProcessingException {
            return json.readValue(text, Unregistered.class);
        }

        String writes(Unregistered value) throws JsonProcessingException {
            return json.writeValueAsString(value);
        }

        String writesMany(List<Unregistered> values) throws JsonProcessingException {
            return json.writer().writeValueAsString(values);
        }

        JsonNode writesNew() {
            return json.valueToTree(new Unregistered("a"));
        }

        String permitted(Registered value) throws JsonProcessingException {
            return json.writeValueAsString(value) + json.readValue("{}", Registered.class);
        }

        String trees(String text, Unregistered besides) throws JsonProcessingException {
            return json.readTree(text).toString() + besides;
        }
    }
}
