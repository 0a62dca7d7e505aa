// The package under test: the build for `import`, or with BUILD=require the one for `require`.

import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const load = (name) => (process.env.BUILD === "require" ? require(name) : import(name));

export const { EVENTS, KeySet, Verifier, classify, isKnown, parse, validate } = await load("postal-webhooks");
export const { example, examples } = await load("postal-webhooks/examples");
export const small = await load("postal-webhooks/verify");

const root = new URL("../../../", import.meta.url);

/** A JSON file of the repository. */
export function json(path) {
  return JSON.parse(readFileSync(new URL(path, root), "utf8"));
}

/** All bodies of `schema/invalid`, with what is wrong with them. */
export function invalid() {
  const folders = readdirSync(new URL("schema/invalid/", root));
  return folders.flatMap((event) =>
    readdirSync(new URL(`schema/invalid/${event}/`, root)).map((file) => json(`schema/invalid/${event}/${file}`)),
  );
}

/** What a function throws; a test that expects an error fails without one. */
export async function thrown(run) {
  try {
    await run();
  } catch (error) {
    return error;
  }
  throw new Error("nothing is thrown");
}

/** Each value with one place in it changed: a key taken away, or a value replaced. */
export function* mutations(value, replacements = [null, true, 0, -1, 1.5, 2 ** 64, "", "x", [], {}, [{}]]) {
  yield* replacements;
  if (typeof value !== "object" || value === null) {
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    const { [key]: _, ...others } = value;
    yield others;
    for (const changed of mutations(item, replacements)) {
      yield { ...value, [key]: changed };
    }
  }
  yield { ...value, extra: "x" };
}
