package io.posthorn.relay;

/** Finds the ends of replies in what a server sends (RFC 5321 section 4.2.1), as the mail client does. */
final class ReplyLines {

    private int column;
    private int digits;
    private boolean continued;
    private int code;

    /** Whether this octet is the last one of a reply. */
    boolean endsReply(byte octet) {
        if (octet != '\n') {
            if (column < 3) {
                digits = octet >= '0' && octet <= '9' && digits >= 0 ? digits * 10 + octet - '0' : -1;
            } else if (column == 3) {
                continued = octet == '-' && digits >= 0;
            }
            column++;
            return false;
        }
        boolean last = !continued;
        code = column >= 3 && digits > 0 ? digits : 0;
        column = 0;
        digits = 0;
        continued = false;
        return last;
    }

    /** Code of the reply that just ended, or 0 if it had none. */
    int code() {
        return code;
    }
}
