package io.posthorn.relay;

import io.posthorn.mail.Content;
import io.posthorn.mail.Mail;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * Mails per second and CPU seconds per 1,000 mails through the mailer relay alone: {@code PORT MAILS CONNECTIONS}. Run
 * by hand, with the sink in another process.
 */
final class MailerRelayBench {

    private MailerRelayBench() {}

    public static void main(String[] args) throws InterruptedException {
        int port = Integer.parseInt(args[0]);
        int mails = Integer.parseInt(args[1]);
        int connections = Integer.parseInt(args[2]);
        Vertx vertx = Vertx.vertx();
        MailerRelay relay = new MailerRelay(
                "default", new PlainMailClients(vertx, port, connections, config -> {}), vertx, Duration.ofSeconds(60));
        Mail mail = Mails.aMail().to("ada@example.net", "Ada Lovelace").build();
        Content content = content();
        for (int round = 0; round < 5; round++) {
            long cpu = cpu();
            long start = System.nanoTime();
            run(relay, mail, content, mails, connections);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "%.0f mails/s, %.3f CPU s per 1,000%n", mails / seconds, (cpu() - cpu) / 1e9 / mails * 1000);
        }
        long start = System.nanoTime();
        long length = 0;
        for (int i = 0; i < mails; i++) {
            length += MessageComposer.compose(mail, content).body().length();
        }
        System.out.printf("composed %d octets in %.1f µs%n", length / mails, (System.nanoTime() - start) / 1e3 / mails);
        relay.close();
        vertx.close();
    }

    private static void run(MailerRelay relay, Mail mail, Content content, int mails, int window)
            throws InterruptedException {
        Semaphore open = new Semaphore(2 * window);
        CountDownLatch done = new CountDownLatch(mails);
        for (int i = 0; i < mails; i++) {
            open.acquire();
            relay.attempt(Mails.ENVELOPE, MessageComposer.compose(mail, content))
                    .thenAccept(result -> {
                        if (!(result instanceof RelayResult.Accepted)) {
                            System.out.println(result);
                        }
                        open.release();
                        done.countDown();
                    });
        }
        done.await();
    }

    private static Content content() {
        String text = "Dear Ada, thank you for your order. We shall send it on Monday.\n".repeat(12);
        String html = "<tr><td style=\"padding:4px\">One thing</td><td>€ 12,00</td></tr>\n".repeat(35);
        return new Content("Your order 4711 – thank you", text, "<table>\n" + html + "</table>\n");
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
