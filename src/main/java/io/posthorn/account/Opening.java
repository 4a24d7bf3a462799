package io.posthorn.account;

import java.time.Instant;
import java.util.UUID;

/**
 * Where an account begins.
 *
 * @param since the instant; null for the beginning of everything
 * @param fromXid every event of this transaction and later ones is read
 * @param firstMail every mail from this id on was accepted by one of them
 * @param ledger the offsets before
 */
record Opening(Instant since, String fromXid, UUID firstMail, Ledger ledger) {}
