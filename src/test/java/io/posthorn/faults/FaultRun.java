package io.posthorn.faults;

import io.posthorn.testing.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The fault tests in their long form: {@code [--scenarios kill,stop,…] [--mails N] [--times N] [--away SECONDS]}.
 * Prints a line for each scenario, and one for each offence; the exit code is 1 if there was any.
 */
public final class FaultRun {

    private int mails = 20_000;
    private int times = 20;
    private Duration away = Duration.ofSeconds(20);
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
        System.exit(run.all() ? 0 : 1);
    }

    private void read(String[] args) {
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "" -> {}
                case "--scenarios" -> wanted = List.of(args[++i].split(","));
                case "--mails" -> mails = Integer.parseInt(args[++i]);
                case "--times" -> times = Integer.parseInt(args[++i]);
                case "--away" -> away = Duration.ofSeconds(Long.parseLong(args[++i]));
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
    }

    private boolean all() {
        Map<String, Supplier<Report>> scenarios = new LinkedHashMap<>();
        scenarios.put("kill", () -> Kills.run(mails, times));
        scenarios.put("stop", () -> Stops.run(mails, times));
        scenarios.put("freeze", () -> Replicas.freeze(mails, times));
        scenarios.put("rebalance", () -> Replicas.rebalance(mails, Duration.ofSeconds(5)));
        scenarios.put("broker", () -> Outages.BROKER.run(mails, times, away));
        scenarios.put("database", () -> Outages.DATABASE.run(mails, times, away));
        scenarios.put("crash", () -> Outages.CRASH.run(mails, times, away));
        scenarios.put("relay", () -> Outages.RELAY.run(mails, times, away));
        if (!scenarios.keySet().containsAll(wanted)) {
            throw new IllegalArgumentException("there are the scenarios " + scenarios.keySet());
        }
        boolean clean = true;
        for (Map.Entry<String, Supplier<Report>> scenario : scenarios.entrySet()) {
            if (wanted.isEmpty() || wanted.contains(scenario.getKey())) {
                Report report = scenario.getValue().get();
                System.out.println(report);
                clean &= report.findings().offences().isEmpty();
            }
        }
        return clean;
    }
}
