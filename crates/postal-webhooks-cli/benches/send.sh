#!/usr/bin/env bash
# Measures `send` and the load generators hey and wrk on one target, and prints a table.
# Needs hey, wrk, jq and openssl. Run it from the root of the workspace: bash crates/postal-webhooks-cli/benches/send.sh
set -euo pipefail

requests=${REQUESTS:-10000}
concurrency=16
url=http://127.0.0.1:8650/postal
cargo build --quiet --release -p postal-webhooks-cli
release=${CARGO_TARGET_DIR:-target}/release
folder=$(mktemp -d)
# By itself, since cargo would build all that tests need too.
rustc --edition 2024 -O -o "$folder/target" crates/postal-webhooks-cli/examples/accept_everything.rs
"$folder/target" 127.0.0.1:8650 >"$folder/ready" &
trap 'kill $!; rm -r "$folder"' EXIT
until [ -s "$folder/ready" ]; do sleep 0.05; done

openssl genpkey -quiet -algorithm RSA -out "$folder/key.pem"
"$release/postal-webhooks" sample MessageSent >"$folder/body.json"
"$release/postal-webhooks" sign --key "$folder/key.pem" --form request "$folder/body.json" >"$folder/captured"

send() {
    "$release/postal-webhooks" --json send "$url" --count "$requests" --concurrency "$concurrency" "$@" |
        jq -r --arg requests "$requests" 'select(.summary).summary |
            if (.accepted | tostring) != $requests then error("not all are accepted") else
            "\(.rate | round) | \(.milliseconds.p50 * 10 | round / 10) | \(.milliseconds.p99 * 10 | round / 10)" end'
}

own=$(send --key "$folder/key.pem")
replayed=$(send --replay "$folder/captured")

hey -n "$requests" -c "$concurrency" -disable-keepalive -m POST -T application/json -D "$folder/body.json" "$url" >"$folder/hey"
grep -q "\[200\][[:space:]]*$((requests / concurrency * concurrency)) responses" "$folder/hey"
hey=$(awk '/Requests\/sec/ { rate = $2 } /50%+ in/ { p50 = $3 } /99%+ in/ { p99 = $3 }
    END { printf "%.0f | %.1f | %.1f", rate, p50 * 1000, p99 * 1000 }' "$folder/hey")

cat >"$folder/post.lua" <<'END'
local file = io.open(os.getenv("BODY"))
wrk.method, wrk.body = "POST", file:read("*a")
wrk.headers["Content-Type"], wrk.headers["Connection"] = "application/json", "close"
function done(summary, latency)
    local failed = summary.errors.status + summary.errors.timeout + summary.errors.connect
    assert(failed == 0, "not all are accepted")
    io.stderr:write(string.format("%.0f | %.1f | %.1f", summary.requests / summary.duration * 1e6,
        latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
END
wrk=$(BODY="$folder/body.json" wrk -t 2 -c "$concurrency" -d 5s -s "$folder/post.lua" "$url" 2>&1 >/dev/null)

cat <<END
| | requests/s | p50, ms | p99, ms |
|---|--:|--:|--:|
| \`send\`, each body with a uuid and signatures of its own | $own |
| \`send --replay\`, a captured request again and again | $replayed |
| hey | $hey |
| wrk | $wrk |
END
