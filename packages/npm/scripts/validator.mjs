// Compiles a schema to the source of a validator that needs no `eval`.

import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";

/** Keywords that check nothing; `pattern` checks the UUIDs. The errors of ajv would hold them with parts of the schema. */
const ANNOTATIONS = ["$id", "$schema", "title", "description", "examples", "format"];

/** The source of a module that exports `validate`. */
export function validator(schema) {
  const ajv = new Ajv2020({
    allErrors: true,
    // `if` needs no `type` of its own: the type stands beside it.
    strictTypes: false,
    // The texts of errors are made in src/violations.ts, where they are asked for.
    messages: false,
    // A key such as `constructor` is not there because every object inherits it.
    ownProperties: keysOf(schema).some((key) => key in {}),
    code: { source: true, esm: true },
  });
  return standalone(ajv, ajv.compile(plain(schema)));
}

/** A schema without annotations. */
function plain(schema) {
  const entries = Object.entries(schema).filter(([keyword]) => !ANNOTATIONS.includes(keyword));
  return Object.fromEntries(entries.map(([keyword, value]) => [keyword, within(keyword, value, plain)]));
}

/** All keys that a schema has a rule for. */
function keysOf(schema) {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const below = [];
    within(keyword, value, (inner) => below.push(...keysOf(inner)));
    return keyword === "properties" ? [...Object.keys(value), ...below] : below;
  });
}

/** The value of a keyword, with another schema in place of each schema in it. */
function within(keyword, value, change) {
  switch (keyword) {
    case "properties":
    case "$defs":
      return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, change(schema)]));
    case "allOf":
    case "anyOf":
      return value.map(change);
    case "if":
    case "then":
    case "items":
      return change(value);
    default:
      return value;
  }
}
