// Compiles what users write against the installed package, and the golden files, by every TypeScript that is supported.

import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EVENTS } from "postal-webhooks";
import { examples } from "postal-webhooks/examples";

const [project] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const COMPILERS = ["typescript-5.0", "typescript", "typescript-6", "typescript-7"];

const folder = join(project, "types");
const golden = fileURLToPath(new URL("../../../tests/golden/npm/", import.meta.url));
cpSync(new URL("types/", import.meta.url), folder, { recursive: true });
cpSync(golden, join(folder, "golden"), { recursive: true });
writeFileSync(join(folder, "events.ts"), everyEvent());
// The one file of types that users of the command line copy.
const copied = new URL("../../../crates/postal-webhooks-cli/src/generated/types/types.ts", import.meta.url);
cpSync(copied, join(folder, "copied/types.ts"));
writeFileSync(join(folder, "copied/use.ts"), everyEventCopied());

const ALONE = ["verify.ts", "events.ts", "copied/*.ts", ...readdirSync(golden).map((tree) => `golden/${tree}/*.ts`)];
const CONFIGS = {
  // Nothing of a browser or of Node.js, and the types of the package are checked too.
  alone: { include: ALONE, compilerOptions: { lib: ["ES2022"], types: [], skipLibCheck: false } },
  // Apart, since the events of a fork are added to it.
  fork: { include: ["webhooks.ts"], compilerOptions: { lib: ["ES2022"], types: [], skipLibCheck: false } },
  platform: {
    include: ["platform.ts"],
    compilerOptions: { lib: ["ES2022", "DOM"], types: ["node"], skipLibCheck: true },
  },
};
for (const [name, { include, compilerOptions }] of Object.entries(CONFIGS)) {
  const options = { ...compilerOptions, target: "ES2022", module: "node16", strict: true, noEmit: true };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ include, compilerOptions: options }));
}
for (const compiler of COMPILERS) {
  const { bin, version } = require(`${compiler}/package.json`);
  const tsc = join(require.resolve(`${compiler}/package.json`), "..", bin.tsc);
  for (const type of ["module", "commonjs"]) {
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type }));
    for (const name of Object.keys(CONFIGS)) {
      run(tsc, ["-p", join(folder, `${name}.json`)]);
    }
  }
  console.log(`TypeScript ${version}: types of ${EVENTS.length} events, ${examples.length} examples`);
}

function run(tsc, options) {
  try {
    execFileSync(process.execPath, [tsc, ...options], { encoding: "utf8" });
  } catch (error) {
    console.error(error.stdout);
    process.exit(1);
  }
}

/** A program that narrows on each event, and has each example as a literal. */
function everyEvent() {
  const cases = EVENTS.map(
    (event) => `    case "${event}": {
      const payload: Events["${event}"] = webhook.payload;
      return payload;
    }
`,
  );
  const literals = examples.map(({ body }) => `(${body}) satisfies Webhook;\n`);
  return `import type { Events, JsonObject, KnownWebhook, UnknownEvent, Webhook } from "postal-webhooks";

export function narrowed(webhook: Webhook): object {
  switch (webhook.event) {
${cases.join("")}    default: {
      const { event, payload }: { event: UnknownEvent; payload: JsonObject } = webhook;
      return { event, payload };
    }
  }
}

export function handled(webhook: KnownWebhook): void {
  switch (webhook.event) {
${EVENTS.map((event) => `    case "${event}":\n`).join("")}      return;
    default:
      webhook satisfies never;
  }
}

export function forgotten(webhook: KnownWebhook): void {
  switch (webhook.event) {
${EVENTS.slice(1)
  .map((event) => `    case "${event}":\n`)
  .join("")}      return;
    default:
      // @ts-expect-error: one event is left
      webhook satisfies never;
  }
}

${literals.join("")}`;
}

/** A program that has each example as a literal of the copied types, and narrows one of them. */
function everyEventCopied() {
  const literals = examples.map(({ body }) => `(${body}) satisfies KnownWebhook;\n`);
  return `import { isKnown, type Envelope, type KnownWebhook, type MessageBounce } from "./types.js";

export function bounce(webhook: Envelope<string, object>): MessageBounce | undefined {
  return isKnown(webhook) && webhook.event === "MessageBounced" ? webhook.payload : undefined;
}

${literals.join("")}`;
}
