package io.posthorn.relay;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * User name and password of one relay, from its configuration or from files. A file is read again now and then; as long
 * as it cannot be read, what it held last holds.
 */
final class LoginSource {

    private static final Logger LOG = Logger.getLogger(LoginSource.class);
    private static final int LONGEST = 16 * 1024;

    private final String relay;
    private final RelaysConfig.Server server;
    private final boolean needed;
    private volatile Login current;

    /** Reads it for the first time; refuses what is missing, doubled or unreadable. */
    LoginSource(String relay, RelaysConfig.Server server) {
        this.relay = relay;
        this.server = server;
        refuseBoth(
                "username", server.username().isPresent(), server.usernameFile().isPresent());
        refuseBoth(
                "password", server.password().isPresent(), server.passwordFile().isPresent());
        boolean user = server.username().isPresent() || server.usernameFile().isPresent();
        boolean secret = server.password().isPresent() || server.passwordFile().isPresent();
        if (user != secret) {
            throw new ConfigurationException("posthorn.relays." + relay
                    + (user
                            ? " has a user name and no password; set .password-file"
                            : " has a password and no username")
                    + " or leave both out");
        }
        this.needed = user;
        try {
            this.current = needed ? read() : null;
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }

    /** What to log in with now, if at all. */
    Optional<Login> current() {
        return Optional.ofNullable(current);
    }

    /** Whether there is a file to look at again. */
    boolean changeable() {
        return server.usernameFile().isPresent() || server.passwordFile().isPresent();
    }

    /** Looks at the files again; true if what they hold is new. Blocks. */
    boolean reread() {
        try {
            Login now = read();
            boolean changed = !now.equals(current);
            current = now;
            return changed;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf("Relay %s goes on with the login it had: %s", relay, e.getMessage());
            return false;
        }
    }

    private Login read() throws IOException {
        return new Login(
                value("username", server.username(), server.usernameFile()),
                value("password", server.password(), server.passwordFile()));
    }

    private String value(String setting, Optional<String> plain, Optional<Path> file) throws IOException {
        String value = file.isPresent() ? firstLine(setting, file.get()) : plain.orElseThrow();
        if (value.isEmpty() || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("posthorn.relays." + relay + "." + setting
                    + file.map(path -> "-file: " + path).orElse("")
                    + (value.isEmpty() ? " is empty" : " is more than one line, or holds a control character"));
        }
        return value;
    }

    /** Without the line end that editors put behind it. */
    private String firstLine(String setting, Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] octets = stream.readNBytes(LONGEST);
            return new String(octets, StandardCharsets.UTF_8).replaceFirst("\\r?\\n\\z", "");
        } catch (IOException e) {
            throw new IOException(
                    "posthorn.relays." + relay + "." + setting + "-file: " + file + " cannot be read: " + e, e);
        }
    }

    private void refuseBoth(String setting, boolean plain, boolean file) {
        if (plain && file) {
            throw new ConfigurationException("posthorn.relays." + relay + "." + setting + " and ." + setting
                    + "-file are both set; one of them must go");
        }
    }
}
