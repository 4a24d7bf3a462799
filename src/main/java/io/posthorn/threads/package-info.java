/** What all threads that run for as long as the gateway does have in common. */
package io.posthorn.threads;
