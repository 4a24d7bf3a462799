package io.posthorn.mail;

/**
 * One thing that is wrong with a request, told to the person who wrote it.
 *
 * @param pointer where, as a JSON Pointer (RFC 6901) into the request; empty for the request as a whole
 * @param code what kind of fault, stable across versions, for programs
 * @param message what is wrong and what would be right, for people; quotes no more of the request than it must
 */
public record Fault(String pointer, String code, String message) {}
