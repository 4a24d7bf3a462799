package io.posthorn.submission;

/**
 * What a request must not share with another one.
 *
 * @param tenant whose it is
 * @param id its idempotency key
 */
record RequestKey(String tenant, String id) {}
