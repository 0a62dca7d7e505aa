#!/usr/bin/env bash
# Shape B or C on this machine, without containers: two receivers, a balancer, PostgreSQL and NATS.
# `run.sh c` starts all of it, starts again what ends, and stops all of it with Ctrl-C.
#
# Everything is in one folder, the second argument. Ports are variables, and those below without them.
set -euo pipefail

shape=${1:-}
if [[ ! $shape =~ ^[bc]$ ]]; then
    echo "use: run.sh b|c [FOLDER]" >&2
    exit 2
fi
files=$(cd "$(dirname "$0")" && pwd)
mkdir -p "${2:-shape-$shape}"
folder=$(cd "${2:-shape-$shape}" && pwd)
: "${BALANCER_PORT:=8000}" "${STATE_PORT:=8404}" "${POSTGRES_PORT:=5433}"
: "${NATS_PORT:=4222}" "${NATS_STATE_PORT:=8222}"
: "${ONE_PORT:=8010}" "${ONE_ADMIN_PORT:=8011}" "${TWO_PORT:=8020}" "${TWO_ADMIN_PORT:=8021}"

# Programs of PostgreSQL: those on the PATH, else of Debian's newest package. They refuse to run as root.
PATH=$PATH:$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
as_postgres=()
if [ "$(id -u)" = 0 ]; then
    as_postgres=(setpriv --reuid=postgres --regid=postgres --clear-groups)
fi
for program in postal-webhooks haproxy nats-server initdb psql openssl; do
    if ! command -v "$program" >/dev/null; then
        echo "error: there is no $program on the PATH" >&2
        exit 2
    fi
done

# Runs a program, and starts it again when it ends. `NAME.pid` has its process, `NAME.log` what it says.
keep() {
    local name=$1 end=$2 child=
    shift 2
    # shellcheck disable=SC2064
    trap 'trap "" TERM; for signal in '"$end"'; do kill -s $signal "$child"; sleep 0.1; done; wait "$child"; exit 0' TERM
    while :; do
        "$@" >>"$folder/$name.log" 2>&1 &
        child=$!
        echo "$child" >"$folder/$name.pid"
        wait "$child" || true
        sleep 0.2
    done 2>/dev/null
}

kept=()
start() {
    keep "$@" </dev/null &
    kept+=($!)
}

# Backwards: the balancer first, so that nobody sends any more to receivers that end.
stop() {
    trap '' INT TERM EXIT
    for ((at = ${#kept[@]} - 1; at >= 0; at--)); do
        kill "${kept[at]}" 2>/dev/null || true
        wait "${kept[at]}" 2>/dev/null || true
    done
}
trap stop EXIT
trap 'exit 0' INT TERM

# Waits until a command succeeds.
await() {
    local what=$1
    shift
    for ((tries = 0; tries < 600; tries++)); do
        if "$@" >/dev/null 2>&1; then return; fi
        sleep 0.1
    done
    echo "error: $what is not ready; see the files *.log in $folder" >&2
    exit 1
}

# In a shell of its own, which a connection that is refused ends.
answers() (
    exec 3<>"/dev/tcp/127.0.0.1/$1"
    printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3
    read -r line <&3
    [[ $line == *' 200 '* ]]
)

# The key that events are signed with, and what the receivers check them by.
if [ ! -e "$folder/private.pem" ]; then
    openssl genrsa -out "$folder/private.pem" 2048 2>/dev/null
    openssl rsa -in "$folder/private.pem" -pubout -out "$folder/public.pem" 2>/dev/null
fi

# PostgreSQL, with the store of shape C and a database of an application with a table for events.
if [ ! -e "$folder/postgres" ]; then
    mkdir "$folder/postgres"
    if [ "$(id -u)" = 0 ]; then chown postgres "$folder/postgres"; fi
    (cd / && "${as_postgres[@]}" initdb --auth=trust --username=postgres --encoding=UTF8 --locale=C \
        -D "$folder/postgres" >/dev/null)
fi
start postgres INT env --chdir=/ "${as_postgres[@]}" postgres -D "$folder/postgres" -p "$POSTGRES_PORT" \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories=
database() {
    psql --no-psqlrc -qtA -v ON_ERROR_STOP=1 "postgres://postgres@127.0.0.1:$POSTGRES_PORT/$1" "${@:2}"
}
await PostgreSQL database postgres -c 'SELECT 1'
for name in webhooks app; do
    if [ -z "$(database postgres -c "SELECT 1 FROM pg_database WHERE datname = '$name'")" ]; then
        database postgres -c "CREATE DATABASE $name"
    fi
done
if [ "$(database app -c "SELECT to_regclass('postal_event') IS NULL")" = t ]; then
    database app -f "$files/../sink_table.sql"
fi

# NATS, with a stream that drops what has a uuid that came within two hours.
start nats TERM nats-server -a 127.0.0.1 -p "$NATS_PORT" -m "$NATS_STATE_PORT" -js -sd "$folder/nats"
await NATS answers "$NATS_STATE_PORT" '/healthz?js-enabled-only=true'
stream='{"name":"postal","subjects":["postal.>"],"storage":"file","duplicate_window":7200000000000}'
exec 4<>"/dev/tcp/127.0.0.1/$NATS_PORT"
printf 'CONNECT {"verbose":false}\r\nSUB made 1\r\nPUB $JS.API.STREAM.CREATE.postal made %d\r\n%s\r\n' \
    "${#stream}" "$stream" >&4
while read -r -t 10 line <&4 && [[ $line != *stream_create_response* ]]; do :; done
exec 4>&-

# The receivers, and the balancer.
receiver() {
    local name=$1 port=$2 admin=$3 store
    if [ "$shape" = c ]; then
        store=POSTAL_WEBHOOKS__STORE__URL=postgres://postgres@127.0.0.1:$POSTGRES_PORT/webhooks
    else
        store=POSTAL_WEBHOOKS__STORE__PATH=$folder/$name.db
    fi
    start "$name" "TERM TERM" env "$store" \
        POSTAL_WEBHOOKS__LISTEN__ADDRESS="127.0.0.1:$port" \
        POSTAL_WEBHOOKS__ADMIN__ADDRESS="127.0.0.1:$admin" \
        POSTAL_WEBHOOKS__SOURCE__MAIN__KEYS="$folder/public.pem" \
        POSTAL_WEBHOOKS__SINK__STREAM__URL="nats://127.0.0.1:$NATS_PORT" \
        POSTAL_WEBHOOKS__SINK__TABLE__URL="postgres://postgres@127.0.0.1:$POSTGRES_PORT/app" \
        postal-webhooks serve -c "$files/$shape.toml"
}
receiver one "$ONE_PORT" "$ONE_ADMIN_PORT"
receiver two "$TWO_PORT" "$TWO_ADMIN_PORT"
await "receiver one" answers "$ONE_ADMIN_PORT" /readyz
await "receiver two" answers "$TWO_ADMIN_PORT" /readyz
start haproxy TERM env BALANCER="127.0.0.1:$BALANCER_PORT" STATE="127.0.0.1:$STATE_PORT" \
    RECEIVER_ONE="127.0.0.1:$ONE_PORT" ADMIN_ONE="$ONE_ADMIN_PORT" \
    RECEIVER_TWO="127.0.0.1:$TWO_PORT" ADMIN_TWO="$TWO_ADMIN_PORT" \
    haproxy -db -f "$files/haproxy.cfg"
await haproxy answers "$STATE_PORT" '/;csv'

cat <<END
ready: shape $shape; Ctrl-C stops it
  postal-webhooks send http://127.0.0.1:$BALANCER_PORT/postal/main --key $folder/private.pem --event all
END
wait
