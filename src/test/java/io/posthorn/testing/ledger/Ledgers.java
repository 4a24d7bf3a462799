package io.posthorn.testing.ledger;

/**
 * All that can be known about some requests.
 *
 * @param producer what was published
 * @param sink what the next hop took
 * @param results what the results topic says, repetitions too
 * @param deadLetters the records that the dead-letter topic names, repetitions too
 * @param trail what the audit trail says
 * @param deliveries what became of each recipient
 */
public record Ledgers(
        Ledger<Published> producer,
        Ledger<Taken> sink,
        Ledger<Told> results,
        Ledger<Noted.Origin> deadLetters,
        Ledger<Noted> trail,
        Ledger<Standing> deliveries) {}
