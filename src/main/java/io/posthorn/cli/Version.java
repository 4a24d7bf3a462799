package io.posthorn.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** The project's version, as written by the build. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        try (InputStream version = Version.class.getResourceAsStream("/posthorn-version.txt")) {
            return new String[] {"posthorn " + new String(version.readAllBytes(), StandardCharsets.UTF_8).strip()};
        }
    }
}
