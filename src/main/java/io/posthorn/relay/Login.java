package io.posthorn.relay;

/**
 * What a client logs in with (RFC 4954).
 *
 * @param username who
 * @param password shown nowhere
 */
record Login(String username, String password) {

    @Override
    public String toString() {
        return username;
    }
}
