#!/usr/bin/env bash
# Measures `validate` on 100,000 lines against ajv and Python's jsonschema, and prints a table.
# Needs node, npm and python3. Run it from the root of the workspace: bash crates/postal-webhooks-cli/benches/validate.sh
set -euo pipefail

rounds=${ROUNDS:-7}
cargo build --quiet --release -p postal-webhooks-cli
program=${CARGO_TARGET_DIR:-target}/release/postal-webhooks
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
npm install --silent --no-save --prefix "$folder" ajv@8.20.0 >/dev/null
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet jsonschema==4.26.0
cp schema/dist/2020-12/webhook.schema.json "$folder/schema.json"

# Each event's typical body in turn, each with a uuid of its own.
python3 - "$folder/log.ndjson" <<'END'
import glob, random, sys, uuid
random.seed(1)
bodies = [open(path).read().rstrip() for path in sorted(glob.glob("schema/examples/*/typical.json"))]
assert len(bodies) >= 10 and all(body.endswith('"}') for body in bodies)
with open(sys.argv[1], "w") as log:
    for line in range(100_000):
        body = bodies[line % len(bodies)]
        log.write(f'{body[:-38]}{uuid.UUID(int=random.getrandbits(128), version=4)}"}}\n')
END

# The whole file read at once, each line parsed, a compiled validator: milliseconds inside node.
cat >"$folder/ajv.mjs" <<'END'
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
const ajv = new Ajv2020({ validateFormats: false, strictTypes: false });
const validate = ajv.compile(JSON.parse(readFileSync("schema.json", "utf8")));
const start = performance.now();
let valid = 0;
for (const line of readFileSync("log.ndjson", "utf8").split("\n")) {
  if (line && validate(JSON.parse(line))) valid++;
}
if (valid !== 100000) throw new Error(`${valid} are valid`);
console.log(performance.now() - start);
END
# The first 2,000 lines, counted fifty times.
cat >"$folder/rival.py" <<'END'
import json, sys, time
from jsonschema import Draft202012Validator
validator = Draft202012Validator(json.load(open("schema.json")))
lines = open("log.ndjson").readlines()[:2000]
start = time.perf_counter()
assert all(validator.is_valid(json.loads(line)) for line in lines)
print((time.perf_counter() - start) * 1000 * 100_000 / len(lines))
END

program=$(realpath "$program")
load=$(cut -d' ' -f1 /proc/loadavg)
cd "$folder"
ours() {
    local start end
    start=$(date +%s%N)
    "$program" validate --profile "$1" log.ndjson >ours.txt
    end=$(date +%s%N)
    [ "$(awk '{ valid += $2; invalid += $4 } END { print valid, invalid }' ours.txt)" = "100000 0" ]
    echo $(((end - start) / 1000))e-3
}
for round in $(seq 0 "$rounds"); do
    # The first round warms up.
    [ "$round" -eq 0 ] && suffix=warm || suffix=ms
    ours tolerant >>"tolerant.$suffix"
    ours strict >>"strict.$suffix"
    node ajv.mjs >>"ajv.$suffix"
    venv/bin/python rival.py >>"jsonschema.$suffix"
done
python3 - "$load" <<'END'
import statistics, sys
def of(name):
    values = [float(line) for line in open(f"{name}.ms")]
    return statistics.median(values), min(values)
best = of("tolerant")
print(f"100,000 lines, milliseconds; load average {sys.argv[1]} before\n")
print("| | median | best | of our median |\n|---|--:|--:|--:|")
for name, title in [
    ("tolerant", "`validate`, the whole process"),
    ("strict", "`validate --profile strict`"),
    ("ajv", "ajv, compiled, inside node"),
    ("jsonschema", "Python's jsonschema, inside python"),
]:
    median, least = of(name)
    print(f"| {title} | {median:.0f} | {least:.0f} | {median / best[0]:.1f} |")
END
