package io.posthorn.faults;

import io.posthorn.testing.ClassArchive;
import io.posthorn.testing.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The fault tests in their long form: {@code [--scenarios kill,stop,…] [--mails N] [--times N] [--away SECONDS]
 * [--no-archive]}. Prints a line for each scenario, and one for whatever is amiss; the exit code is 1 if anything was.
 */
public final class FaultRun {

    private Integer mails;
    private Integer times;
    private Integer away;
    private boolean archive = true;
    private List<String> wanted = List.of();

    private FaultRun() {}

    public static void main(String[] args) throws IOException {
        // Before anything asks for a logger: the broker's logging expects it.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        FaultRun run = new FaultRun();
        run.read(String.join(" ", args).strip().split("\\s+"));
        if (Files.notExists(GatewayProcess.JAR)) {
            System.err.println("there is no " + GatewayProcess.JAR + "; make it with ./mvnw package");
            System.exit(2);
        }
        run.start();
        System.exit(run.all() ? 0 : 1);
    }

    /** All gateways of the run start as in the image. */
    private void start() {
        if (archive) {
            Path made = Path.of("target", "faults", "posthorn.jsa");
            ClassArchive.make(made);
            System.setProperty(GatewayProcess.CLASS_ARCHIVE, made.toString());
        }
    }

    private void read(String[] args) {
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "" -> {}
                case "--no-archive" -> archive = false;
                case "--scenarios" -> wanted = List.of(args[++i].split(","));
                case "--mails" -> mails = Integer.valueOf(args[++i]);
                case "--times" -> times = Integer.valueOf(args[++i]);
                case "--away" -> away = Integer.valueOf(args[++i]);
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
    }

    private boolean all() {
        List<Scenario> scenarios = Scenario.all();
        List<String> names = scenarios.stream().map(Scenario::name).toList();
        if (!names.containsAll(wanted)) {
            throw new IllegalArgumentException("there are the scenarios " + names);
        }
        boolean well = true;
        for (Scenario scenario : scenarios) {
            if (wanted.isEmpty() || wanted.contains(scenario.name())) {
                well &= passes(scenario);
            }
        }
        return well;
    }

    private boolean passes(Scenario scenario) {
        if (scenario.impossible().isPresent()) {
            System.out.printf(
                    "%-12s left out: %s%n",
                    scenario.name(), scenario.impossible().get());
            return true;
        }
        long begun = System.nanoTime();
        Report report;
        try {
            report = scenario.run()
                    .with(
                            mails == null ? scenario.mails() : mails,
                            times == null ? scenario.times() : times,
                            Duration.ofSeconds(away == null ? scenario.away() : away));
        } catch (RuntimeException | AssertionError e) {
            // The others may tell more.
            System.out.printf("%-12s did not come to its end%n", scenario.name());
            e.printStackTrace(System.out);
            return false;
        }
        System.out.println(report + "; took " + Resumptions.seconds(Duration.ofNanos(System.nanoTime() - begun)));
        List<String> amiss = scenario.amiss(report);
        amiss.forEach(line -> System.out.println("  " + line));
        return amiss.isEmpty();
    }
}
