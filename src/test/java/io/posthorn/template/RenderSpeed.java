package io.posthorn.template;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Prints what a rendering costs in CPU time; run its main, nothing asserts on a clock. */
final class RenderSpeed {

    private static final int ROUNDS = 20_000;
    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

    private RenderSpeed() {}

    public static void main(String[] args) {
        // As the gateway runs: otherwise most of the time goes into log records that nobody reads.
        Logger.getLogger("").setLevel(Level.INFO);
        TemplateCatalog catalog = new TemplateCatalog(Limits.DEFAULTS);
        MailRenderer renderer = new MailRenderer(Limits.DEFAULTS);
        for (String name : catalog.names()) {
            TemplateVersion version = catalog.current(name).orElseThrow();
            Map<String, Object> data = Samples.read(name, "default");
            for (int i = 1; i <= 5; i++) {
                long schema = nanos(() -> version.schema().check(data).size());
                long whole = nanos(() -> ((Rendering.Rendered) renderer.render(version, "de", data))
                        .content()
                        .html()
                        .length());
                System.out.printf("%-20s schema %6.1f µs, whole %6.1f µs%n", name, schema / 1000.0, whole / 1000.0);
            }
        }
    }

    private static long nanos(IntSupplier work) {
        long start = THREAD.getCurrentThreadCpuTime();
        int sum = 0;
        for (int i = 0; i < ROUNDS; i++) {
            sum += work.getAsInt();
        }
        return sum == 42 ? 0 : (THREAD.getCurrentThreadCpuTime() - start) / ROUNDS;
    }
}
