#!/bin/sh
# Starts Posthorn once, with nothing to talk to, and keeps the classes that it loaded. With
# -XX:SharedArchiveFile=ARCHIVE the next starts are faster. The archive fits the same JVM and the same jars under the
# same name; with others the JVM does without it.
#
#   class-archive.sh JAR ARCHIVE
set -eu
export KAFKA_BOOTSTRAP_SERVERS=localhost:9
export QUARKUS_DATASOURCE_JDBC_URL=jdbc:postgresql://localhost:9/none
export QUARKUS_HTTP_HOST=localhost QUARKUS_HTTP_PORT=0 QUARKUS_MANAGEMENT_PORT=0
export QUARKUS_SHUTDOWN_DELAY=0s QUARKUS_CONSOLE_COLOR=false
log=$(mktemp)
trap 'rm -f "$log"' EXIT
java -XX:ArchiveClassesAtExit="$2" -Xlog:cds=off -Xlog:cds+dynamic=off -jar "$1" > "$log" 2>&1 &
gateway=$!
until grep -q 'started in' "$log"; do
    if ! kill -0 "$gateway" 2> /dev/null; then
        cat "$log" >&2
        exit 1
    fi
    sleep 1
done
kill -TERM "$gateway"
wait "$gateway" || true
test -s "$2"
