// Runs the bodies of a list through ajv; ../README.md tells what the list and the answers look like.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";

const version = createRequire(import.meta.url)("ajv/package.json").version;
const list = JSON.parse(readFileSync(process.argv[2], "utf8"));

for (const { id, draft, path, bodies } of list.schemas) {
  const validate = compile(draft, JSON.parse(readFileSync(path, "utf8")));
  for (const body of bodies) {
    const valid = validate(JSON.parse(list.bodies[body]));
    const errors = (validate.errors ?? []).map((error) => [error.instancePath, error.keyword]);
    console.log(JSON.stringify({ validator: "ajv", version, schema: id, body, valid, errors }));
  }
}

function compile(draft, schema) {
  const options = {
    allErrors: true,
    // Without ajv-formats, ajv stops at a format that it does not know; `pattern` checks the UUIDs.
    validateFormats: false,
    // `if` needs no `type` of its own: the type stands beside it.
    strictTypes: false,
  };
  return draft === "2020-12" ? new Ajv2020(options).compile(schema) : new Ajv(options).compile(schema);
}
