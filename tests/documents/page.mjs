// events.md: its links lead somewhere, its tables are whole, its requests are the examples.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

export async function checkPage({ text, dist, index }) {
  const { prose, blocks } = split(text);
  const headings = prose.filter((line) => /^#{1,6} /.test(line)).map((line) => line.replace(/^#+ /, ""));
  return [
    ...links(prose, headings),
    ...tables(prose),
    ...requests(blocks, dist, index),
    ...index.events
      .filter(({ name }) => !headings.includes(name))
      .map(({ name }) => `${name} has no section`),
    ...prose.filter((line) => /\{\{|\}\}/.test(line)).map((line) => `not filled in: ${line}`),
  ];
}

/** The lines outside of fenced blocks, and the blocks. */
function split(text) {
  const prose = [];
  const blocks = [];
  let block;
  for (const line of text.split("\n")) {
    if (line.startsWith("```")) {
      if (block === undefined) {
        block = [];
      } else {
        blocks.push(block.join("\n"));
        block = undefined;
      }
    } else {
      (block ?? prose).push(line);
    }
  }
  if (block !== undefined) {
    blocks.push("a block that nothing closes");
  }
  return { prose, blocks };
}

/** Links into the page, by the names that GitHub and others give to headings. */
function links(prose, headings) {
  const anchors = headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
  const twice = anchors.filter((anchor, at) => anchors.indexOf(anchor) !== at);
  const targets = prose.flatMap((line) => [...line.matchAll(/\]\(#([^)]*)\)/g)].map((found) => found[1]));
  return [
    ...twice.map((anchor) => `two sections are called #${anchor}`),
    ...targets.filter((target) => !anchors.includes(target)).map((target) => `#${target} leads nowhere`),
  ];
}

/** Rows that have not as many cells as the head of their table. */
function tables(prose) {
  const problems = [];
  let cells;
  for (const line of prose) {
    if (!line.startsWith("|")) {
      cells = undefined;
      continue;
    }
    const bars = line.match(/(?<!\\)\|/g).length;
    cells ??= bars;
    if (bars !== cells || !line.endsWith("|")) {
      problems.push(`not ${cells - 1} cells: ${line}`);
    }
  }
  return problems;
}

/** Each event has one request, whose body is an example and has the length that the header says. */
function requests(blocks, dist, index) {
  const problems = [];
  const shown = new Map();
  for (const block of blocks.filter((block) => block.startsWith("POST "))) {
    const [head, body] = block.split("\n\n");
    const webhook = JSON.parse(body);
    const list = shown.get(webhook.event) ?? [];
    shown.set(webhook.event, [...list, { head, webhook }]);
  }
  for (const event of index.events) {
    const [request, ...more] = shown.get(event.name) ?? [];
    if (request === undefined || more.length > 0) {
      problems.push(`${event.name} has ${more.length + (request ? 1 : 0)} requests, and not one`);
      continue;
    }
    const files = Object.values(event.examples).map((file) => readFileSync(join(dist, file)));
    const example = files.find((file) => isDeepStrictEqual(JSON.parse(file), request.webhook));
    if (example === undefined) {
      problems.push(`${event.name}: the body of the request is no example`);
    } else if (!request.head.includes(`\nContent-Length: ${example.length}\n`)) {
      problems.push(`${event.name}: Content-Length is not ${example.length}`);
    }
  }
  return problems;
}
