package io.posthorn.testing.ledger;

import java.util.UUID;

/**
 * What the database says of a delivery now.
 *
 * @param mail the mail
 * @param recipient to whom
 * @param state name of the last thing that happened
 */
public record Standing(UUID mail, String recipient, String state) {}
