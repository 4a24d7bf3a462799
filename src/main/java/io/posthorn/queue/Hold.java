package io.posthorn.queue;

/**
 * A delivery under one lease. After that lease was lost the delivery may be here once more, under another one, while
 * the attempt that was made under the old one has not ended: what is noted about either must not be taken for the other.
 */
public record Hold(DeliveryKey key, Lease lease) {}
