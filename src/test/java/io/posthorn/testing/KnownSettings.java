package io.posthorn.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The environment variables that mean something to Posthorn when it runs: those of its own configuration, those of
 * Quarkus that are not fixed at build time, by the reference that each extension carries, and those of Kafka's clients.
 */
public final class KnownSettings {

    private static final String REFERENCE = "META-INF/quarkus-config-doc/quarkus-config-model.json";

    private static final String CONFIG_PROPERTY = "org.eclipse.microprofile.config.inject.ConfigProperty";

    private static final Set<String> NAMES = read();

    private KnownSettings() {}

    /** Whether that variable sets anything. */
    public static boolean known(String variable) {
        return NAMES.contains(variable);
    }

    private static Set<String> read() {
        Set<String> names = new TreeSet<>();
        try {
            ofQuarkus(names);
            ofPosthorn(names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ofKafka(names, ConsumerConfig.configNames());
        ofKafka(names, ProducerConfig.configNames());
        return names;
    }

    private static void ofQuarkus(Set<String> names) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ClassLoader loader = KnownSettings.class.getClassLoader();
        for (URL reference : Collections.list(loader.getResources(REFERENCE))) {
            try (InputStream in = reference.openStream()) {
                for (JsonNode property : json.readTree(in).findParents("environmentVariable")) {
                    names.add(property.get("environmentVariable").textValue());
                }
            }
            try (InputStream in = reference.openStream()) {
                for (JsonNode property : json.readTree(in).findParents("phase")) {
                    if (!property.get("phase").textValue().equals("RUN_TIME")) {
                        property.findValuesAsText("environmentVariable").forEach(names::remove);
                    }
                }
            }
        }
    }

    private static void ofPosthorn(Set<String> names) throws IOException {
        Settings.packaged().stringPropertyNames().stream()
                .filter(name -> name.startsWith("posthorn."))
                .map(KnownSettings::variable)
                .forEach(names::add);
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.posthorn")) {
            type.getCodeUnits().stream()
                    .flatMap(unit -> unit.getParameters().stream())
                    .flatMap(parameter -> parameter.tryGetAnnotationOfType(CONFIG_PROPERTY).stream())
                    .map(property -> variable((String) property.get("name").orElseThrow()))
                    .forEach(names::add);
            if (type.isAnnotatedWith(ConfigMapping.class)) {
                ConfigMappings.getProperties(ConfigClass.configClass(type.reflect())).keySet().stream()
                        .map(KnownSettings::variable)
                        .forEach(names::add);
            }
        }
    }

    private static void ofKafka(Set<String> names, Collection<String> properties) {
        properties.stream().map(name -> variable("kafka." + name)).forEach(names::add);
    }

    /** The environment variable for a property (MicroProfile Config 3.1, "Environment Variables Mapping Rules"). */
    public static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
