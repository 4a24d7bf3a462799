package io.posthorn.testing.smtp;

import javax.net.ssl.SSLContext;

/**
 * What the sink offers.
 *
 * @param pipelining whether EHLO offers PIPELINING (RFC 2920); if not, a client that does it all the same is at fault
 * @param auth whether EHLO offers AUTH PLAIN LOGIN (RFC 4954); any password is right
 * @param tls offers STARTTLS (RFC 3207) with this, or null
 * @param implicitTls whether {@code tls} is spoken from the first octet on instead (RFC 8314)
 * @param retain whether mails are kept; if not, they are only counted and shown to the consumer
 */
public record SinkOptions(boolean pipelining, boolean auth, SSLContext tls, boolean implicitTls, boolean retain) {

    /** No extension that changes the dialogue; mails are kept. */
    public static final SinkOptions PLAIN = new SinkOptions(false, false, null, false, true);

    /** The same with PIPELINING. */
    public SinkOptions withPipelining() {
        return new SinkOptions(true, auth, tls, implicitTls, retain);
    }

    /** The same with AUTH. */
    public SinkOptions withAuth() {
        return new SinkOptions(pipelining, true, tls, implicitTls, retain);
    }

    /** The same with STARTTLS. */
    public SinkOptions withTls(SSLContext context) {
        return new SinkOptions(pipelining, auth, context, false, retain);
    }

    /** The same with TLS from the start. */
    public SinkOptions withImplicitTls(SSLContext context) {
        return new SinkOptions(pipelining, auth, context, true, retain);
    }

    /** The same, but mails are not kept. */
    public SinkOptions countingOnly() {
        return new SinkOptions(pipelining, auth, tls, implicitTls, false);
    }
}
