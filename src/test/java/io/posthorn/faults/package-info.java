/** The packaged program with mail in flight while processes, brokers, databases and relays die around it. */
package io.posthorn.faults;
