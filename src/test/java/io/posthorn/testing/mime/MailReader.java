package io.posthorn.testing.mime;

import io.posthorn.testing.smtp.ReceivedMail;
import java.util.List;

/** Somebody who reads mail. */
public interface MailReader {

    /** All there are; no two share a line of code. */
    List<MailReader> ALL = List.of(new Mime4jReader(), new AngusReader());

    /** The mail; one that is not as the RFCs want it is an error. */
    ReadMail read(ReceivedMail mail);
}
