package io.posthorn.results;

import java.util.UUID;

/**
 * A place in the trail. Events are in order of their transactions' ids and, within one, of their own.
 *
 * @param xid id of the transaction, as PostgreSQL writes it
 * @param event id of the event
 */
record TrailPosition(String xid, UUID event) {}
