// What is wrong with a body: each fault with its place in the text, and what the schema says of the field.
import { ParseError, parse } from "postal-webhooks/index";
import { validate } from "postal-webhooks/validate";
import { NotJson, places } from "./places.mjs";

/** The key that a violation of `required` misses stands in its message alone. */
const MISSING = /^must have the key (.+)$/;

/**
 * The faults of a body, in the order of the text: `{ pointer, message, from, to, description }`; and the event, if
 * it has a name.
 */
export function findings(text, profile, facts) {
  if (text.trim() === "") return { faults: [], event: undefined };
  let where;
  try {
    where = places(text);
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    const fault = { message: `it is not JSON: ${error.message}`, from: error.at, to: error.at + 1 };
    return { faults: [fault], event: undefined };
  }
  const value = JSON.parse(text);
  const event = typeof value?.event === "string" ? value.event : undefined;
  const faults = [];
  const add = (pointer, message) => {
    // What is not there is marked where it should be: at the object that misses it.
    const [, missing] = MISSING.exec(message) ?? [];
    const field = missing === undefined ? pointer : `${pointer}/${missing}`;
    const { from, to, key } = where.get(pointer) ?? nearest(where, pointer);
    const isWhole = text[from] === "{" || text[from] === "[";
    const place = isWhole && key ? { from: key[0], to: key[1] } : isWhole ? { from, to: from + 1 } : { from, to };
    faults.push({ pointer: field, message, ...place, description: description(facts, event, field) });
  };
  const problem = refusal(text);
  if (problem !== undefined && problem.pointer === undefined) {
    add("", problem.message);
    return { faults, event };
  }
  for (const { pointer, keyword, message } of validate(value, profile)) {
    const unknown = keyword === "additionalProperties" ? unknownKeys(facts, event, where, pointer) : [];
    if (unknown.length === 0) add(pointer, message);
    for (const key of unknown) add(key, "is a key that the schema does not have");
  }
  // What only the text shows: a key that stands twice, a number that is too large.
  if (problem !== undefined && !faults.some(({ pointer }) => pointer === problem.pointer)) {
    const [, said] = /^[^:]*: [^:]*: (.*)$/s.exec(problem.message) ?? [];
    add(problem.pointer, said ?? problem.message);
  }
  faults.sort((a, b) => a.from - b.from);
  return { faults, event };
}

/** Why `parse` refuses a body. */
function refusal(text) {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    if (error instanceof ParseError) return error;
    throw error;
  }
}

/** The place of the object around something that is not there. */
function nearest(where, pointer) {
  const around = pointer.slice(0, pointer.lastIndexOf("/"));
  return where.get(around) ?? where.get("");
}

/** The keys of an object that nothing is known of. */
function unknownKeys(facts, event, where, pointer) {
  const depth = pointer.split("/").length;
  const below = [...where.keys()].filter((key) => key.startsWith(`${pointer}/`) && key.split("/").length === depth + 1);
  return below.filter((key) => description(facts, event, key) === undefined);
}

/** What the schema says of a field; undefined for what it does not know. */
export function description(facts, event, pointer) {
  const [, name, ...path] = pointer.split("/");
  if (path.length === 0 || name !== "payload") {
    return path.length === 0 && Object.hasOwn(facts.envelope, name ?? "") ? facts.envelope[name] : undefined;
  }
  let type = Object.hasOwn(facts.events, event ?? "") ? facts.events[event].payload : undefined;
  let text;
  for (const key of path) {
    const fields = facts.types[type];
    // An item of an array has the type of the array.
    if (/^\d+$/.test(key)) continue;
    if (fields === undefined || !Object.hasOwn(fields, key)) return undefined;
    [text, type] = fields[key];
  }
  return text;
}
