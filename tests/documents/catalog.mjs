// catalog.json: what SchemaStore asks of a catalog (https://json.schemastore.org/schema-catalog.json),
// and that each URL leads to a published schema of that name.

import { readFileSync } from "node:fs";
import { join } from "node:path";

const CATALOG = "https://json.schemastore.org/schema-catalog.json";
const KEYS = ["name", "description", "fileMatch", "url", "versions"];

export async function checkCatalog({ text, dist, index }) {
  const catalog = JSON.parse(text);
  const problems = [];
  const ask = (holds, problem) => holds || problems.push(problem);

  ask(catalog.$schema === CATALOG, `$schema is not ${CATALOG}`);
  ask(catalog.version === 1, "version is not 1");
  ask(Array.isArray(catalog.schemas), "schemas is no list");
  const others = Object.keys(catalog).filter((key) => !["$schema", "version", "schemas"].includes(key));
  ask(others.length === 0, `it has other keys: ${others}`);

  const names = new Set();
  const files = new Set();
  for (const entry of catalog.schemas ?? []) {
    const { name, description, url, versions = {}, fileMatch = [] } = entry;
    const at = `schemas, ${JSON.stringify(name)}`;
    const strings = [name, description, url, ...fileMatch].every((text) => typeof text === "string");
    ask(strings, `${at}: name, description, url and fileMatch are not all strings`);
    ask(!names.has(name), `${at}: the name stands twice`);
    names.add(name);
    const others = Object.keys(entry).filter((key) => !KEYS.includes(key));
    ask(others.length === 0, `${at}: it has other keys: ${others}`);
    ask(new Set(fileMatch).size === fileMatch.length, `${at}: fileMatch has one twice`);
    for (const address of [url, ...Object.values(versions)]) {
      ask(/^https:\/\//.test(address) && URL.canParse(address), `${at}: ${address} is no https URL`);
    }
    ask(versions[index.version] === url, `${at}: versions has no ${index.version} that is url`);
    if (url.startsWith(`${index.baseUri}/`)) {
      const file = url.slice(index.baseUri.length + 1);
      files.add(file);
      ask(leadsTo(dist, file, url), `${at}: schema/dist/${file} is no schema, or has another $id`);
    } else {
      ask(false, `${at}: ${url} is not below ${index.baseUri}`);
    }
  }
  for (const file of published(index)) {
    ask(files.has(file), `${file} is missing`);
  }
  return problems;
}

/** Whether a file is a schema that has `url` for its `$id`, or none. */
function leadsTo(dist, file, url) {
  try {
    const schema = JSON.parse(readFileSync(join(dist, file), "utf8"));
    return typeof schema.$schema === "string" && (schema.$id ?? url) === url;
  } catch {
    return false;
  }
}

/** All schema files that index.json names. */
function published(index) {
  const groups = [index, ...index.events].flatMap(({ schemas }) => Object.values(schemas));
  return groups.flatMap((drafts) => Object.values(drafts));
}
