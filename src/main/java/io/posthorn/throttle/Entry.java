package io.posthorn.throttle;

/** What comes of asking a {@link Gate} for leave to begin one attempt. */
public sealed interface Entry permits Permit, Entry.Wait {

    /**
     * Not now.
     *
     * @param gate whom to ask again
     * @param nanos when, unless the gate says before that it has opened
     * @param full whether it is the end of another attempt that is waited for
     * @param elsewhere whether this instance has no part in it at all, so that others should have the mail
     */
    record Wait(Gate gate, long nanos, boolean full, boolean elsewhere) implements Entry {}
}
