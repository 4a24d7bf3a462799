/** The database as such: its schema, its partitions, transactions, and waiting for it when it is away. */
package io.posthorn.store;
