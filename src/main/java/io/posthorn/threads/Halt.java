package io.posthorn.threads;

import java.util.function.IntConsumer;
import org.jboss.logging.Logger;

/**
 * The end of a process that cannot be relied upon. A thread that runs for as long as the gateway does catches whatever
 * there is, asks this first, logs it and goes on: a task that lets an error out is never run again, and the gateway
 * would be up and useless. When the virtual machine itself is broken or out of memory, nobody knows which threads are
 * left. Others then take over from this instance as from one that was killed, and nothing is lost.
 */
public final class Halt {

    /** What {@code -XX:+ExitOnOutOfMemoryError} exits with. */
    static final int STATUS = 3;

    private static final Logger LOG = Logger.getLogger(Halt.class);
    private static final int DEEPEST = 20;

    private Halt() {}

    /**
     * Ends the process at once, without an orderly stop, if that is or was caused by a {@link VirtualMachineError} other
     * than a {@link StackOverflowError}, which ends with the call that went too deep. Else returns.
     */
    public static void ifBroken(Throwable error) {
        ifBroken(error, Runtime.getRuntime()::halt);
    }

    static void ifBroken(Throwable error, IntConsumer halt) {
        Throwable cause = error;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof VirtualMachineError && !(cause instanceof StackOverflowError)) {
                try {
                    LOG.fatalf(error, "The virtual machine is broken; this gateway ends, others take over: %s", cause);
                } finally {
                    // The log may need just the memory that there is none of.
                    halt.accept(STATUS);
                }
                return;
            }
            cause = cause.getCause();
        }
    }
}
