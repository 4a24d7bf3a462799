package io.posthorn.bench;

import io.posthorn.audit.AuditStatements;
import io.posthorn.audit.MailFilter;
import io.posthorn.mail.MailId;
import io.posthorn.testing.Database;
import io.posthorn.testing.EmbeddedDatabase;
import jakarta.persistence.EntityManager;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Plans of every query of the audit log and of the hot path, on a million mails, as {@code docs/adr/0004} shows them:
 * {@code ./mvnw -Pexplain}, with {@code -Dexplain.mails=N} for another number of mails. The statements are those that the
 * gateway runs, taken from its own classes as they are executed, on connections that are set up as the gateway's are.
 */
public final class ExplainQueries {

    private static final Path PLANS = Path.of("target", "explain", "plans.txt");

    private ExplainQueries() {}

    /** Fills a database of its own, and writes the plans to {@code target/explain/plans.txt}. */
    public static void main(String[] arguments) throws Exception {
        int mails = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        Path directory = Files.createTempDirectory("explain");
        Files.createDirectories(PLANS.getParent());
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
                PrintStream out = new PrintStream(Files.newOutputStream(PLANS))) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(database.newDatabase("explain"));
            source.setUser(Database.USER);
            Flyway.configure().dataSource(source).load().migrate();
            GatewaySession.everywhere(source);
            try (Connection connection = source.getConnection()) {
                System.out.println("Filling the tables with " + mails + " mails");
                ManyMails.fill(connection, mails);
                audit(source, mails, out);
                HotPath.explain(source, out);
            }
        }
        System.out.println("The plans are in " + PLANS);
    }

    private static void audit(PGSimpleDataSource source, int mails, PrintStream out) throws Exception {
        Configuration configuration = new Configuration();
        AtomicBoolean warm = new AtomicBoolean(true);
        AuditStatements.entities().forEach(configuration::addAnnotatedClass);
        configuration
                .getProperties()
                .put("hibernate.connection.datasource", ExplainingDataSource.of(source, (sql, plan) -> {
                    if (warm.get()) {
                        out.println(sql + ";\n\n" + plan);
                    }
                }));
        UUID some = idOf(source, mails / 2);
        try (SessionFactory factory = configuration.buildSessionFactory()) {
            for (Map.Entry<String, MailFilter> question :
                    questions(source, mails).entrySet()) {
                try (EntityManager entities = factory.createEntityManager()) {
                    // Twice, so that what is told is not the cold cache.
                    warm.set(false);
                    AuditStatements.search(entities, question.getValue());
                    warm.set(true);
                    out.println("## " + question.getKey() + "\n");
                    List<UUID> ids = AuditStatements.search(entities, question.getValue());
                    out.println("-- " + ids.size() + " found\n");
                }
            }
            try (EntityManager entities = factory.createEntityManager()) {
                List<UUID> ids = AuditStatements.search(entities, filter(Map.of("tenant", "shop")));
                out.println("## what a page shows\n");
                AuditStatements.page(entities, ids);
                out.println("## by id\n");
                AuditStatements.mail(entities, some);
            }
        }
    }

    private static Map<String, MailFilter> questions(PGSimpleDataSource source, int mails) throws Exception {
        Map<String, MailFilter> questions = new LinkedHashMap<>();
        questions.put("nothing asked", filter(Map.of()));
        questions.put("recipient, rare", filter(Map.of("recipient", "user7919@example.org")));
        questions.put("recipient, common", filter(Map.of("recipient", "ops@example.org")));
        questions.put(
                "recipient, common, in a rare state",
                filter(Map.of("recipient", "ops@example.org", "state", "failed")));
        questions.put("state failed, rare", filter(Map.of("state", "failed")));
        questions.put("state relayed, common", filter(Map.of("state", "relayed")));
        questions.put("state accepted", filter(Map.of("state", "accepted")));
        questions.put("state rejected", filter(Map.of("state", "rejected")));
        questions.put("requestId", filter(Map.of("requestId", "order-" + mails / 2)));
        questions.put("template, rare", filter(Map.of("template", "rare")));
        questions.put("template, common", filter(Map.of("template", "order-confirmation")));
        questions.put("tenant, rare", filter(Map.of("tenant", "rare")));
        questions.put("tag, rare", filter(Map.of("tag", "7")));
        MailId middle = new MailId(idOf(source, mails / 2));
        Instant from = Instant.ofEpochMilli(middle.value().getMostSignificantBits() >>> 16);
        questions.put("an hour", filter(Map.of("from", from, "to", from.plusSeconds(3600))));
        questions.put("a page far down", filter(Map.of("upTo", middle)));
        return questions;
    }

    private static MailFilter filter(Map<String, Object> asked) {
        return new MailFilter(
                (String) asked.get("tenant"),
                (String) asked.get("recipient"),
                (String) asked.get("state"),
                (String) asked.get("requestId"),
                (String) asked.get("template"),
                null,
                null,
                null,
                asked.containsKey("tag") ? Map.of("order", (String) asked.get("tag")) : Map.of(),
                (Instant) asked.get("from"),
                (Instant) asked.get("to"),
                50,
                (MailId) asked.get("upTo"));
    }

    private static UUID idOf(PGSimpleDataSource source, int mail) throws Exception {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement("select id_of(?, 'mail')")) {
            statement.setInt(1, mail);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        }
    }
}
