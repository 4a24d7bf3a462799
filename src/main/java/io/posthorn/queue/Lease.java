package io.posthorn.queue;

import java.util.UUID;

/**
 * The right to attempt a delivery and to write down what came of it. Held for as long as the owner is alive; whoever
 * takes it over raises the epoch, and what is written with an old epoch has no effect.
 *
 * @param owner the gateway that holds it
 * @param epoch counts the holders
 */
public record Lease(UUID owner, int epoch) {}
