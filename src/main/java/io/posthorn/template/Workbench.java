package io.posthorn.template;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Templates without a gateway, for commands. A set that is broken is a {@link BrokenTemplateException}. */
public final class Workbench {

    private static final MailRenderer RENDERER = new MailRenderer(new DefaultLimits());

    private Workbench() {}

    /**
     * The set in that directory as it is now.
     *
     * @throws IOException if it cannot be read
     */
    public static LoadedSet directory(Path directory) throws IOException {
        return LoadedSet.of(new SetFolder(directory).whole(), Clock.systemUTC().instant());
    }

    /** The set that was packaged with the program. */
    public static LoadedSet packaged() {
        return LoadedSet.of(PackagedSet.read(), Clock.systemUTC().instant());
    }

    /** As {@link MailRenderer#render}, within the limits that hold if nothing else is configured. */
    public static Rendering render(TemplateVersion version, String requestedLocale, Map<String, Object> data) {
        return RENDERER.render(version, requestedLocale, data);
    }
}
