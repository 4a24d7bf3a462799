package io.posthorn.testing;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** A configuration for plain JUnit, read as the gateway reads its own. */
public final class Settings {

    private Settings() {}

    /** What {@code application.properties} says, as it is written there. */
    public static Properties packaged() {
        Properties packaged = new Properties();
        try (InputStream file = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            packaged.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packaged;
    }

    /** The mapping filled from such settings as {@code posthorn.delivery.journal-ahead=5}; the rest are defaults. */
    public static <T> T read(Class<T> mapping, String... settings) {
        Map<String, String> properties = new HashMap<>();
        for (String setting : settings) {
            String[] sides = setting.split("=", 2);
            properties.put(sides[0], sides[1]);
        }
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withMapping(mapping)
                .build()
                .getConfigMapping(mapping);
    }
}
