// Runs every snippet of the README in the project that has the package installed, servers with real requests.

import { execFileSync, spawn } from "node:child_process";
import { sign } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { example } from "postal-webhooks/examples";

const [project] = process.argv.slice(2);
const root = new URL("../", import.meta.url);
const folder = join(project, "readme");
const vectors = JSON.parse(readFileSync(new URL("../vectors/requests.json", root), "utf8"));
const [installation] = Object.values(vectors.keys).filter(({ bits }) => bits === 2048);
const privateKey = readFileSync(new URL("../vectors/keys/2048.pem", root), "utf8");

/** A fence of code, with the name of its file in its first line, and what it prints. */
const FENCE = /```ts\n\/\/ (\S+)\.ts\n(.*?)```\n(?:\n```text\n(.*?)```\n)?/gs;
const readme = readFileSync(new URL("README.md", root), "utf8");
const snippets = Array.from(readme.matchAll(FENCE), ([, name, code, output]) => ({ name, code, output }));
if (snippets.length !== readme.split("```ts\n").length - 1) {
  fail("a snippet has no name in its first line");
}

mkdirSync(folder, { recursive: true });
for (const { name, code } of snippets) {
  writeFileSync(join(folder, `${name}.ts`), code);
}
compile();

const jwks = createServer((_request, response) => response.end(installation.jwks)).listen(0);
await once(jwks, "listening");
const env = {
  ...process.env,
  POSTAL_JWKS_URL: `http://127.0.0.1:${jwks.address().port}/.well-known/jwks.json`,
  POSTAL_PEM: installation.pem,
  POSTAL_DKIM_RECORD: installation.dkim,
};
Object.assign(process.env, env);
for (const { name, code, output } of snippets) {
  if (/\.listen\(|serve\(/.test(code)) {
    await serve(name);
  } else if (code.includes("export async function POST")) {
    await route(name);
  } else if (output !== undefined) {
    await prints(name, output);
  } else if (!snippets.some((other) => other.code.includes(`./${name}.js`))) {
    fail(`${name}.ts is run by nobody`);
  }
}
jwks.close();
console.log(`README: ${snippets.length} snippets compiled and run: ${snippets.map(({ name }) => name).join(", ")}`);

function compile() {
  const compilerOptions = { target: "ES2022", module: "nodenext", strict: true, types: ["node"], skipLibCheck: true };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  try {
    execFileSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
  } catch (error) {
    fail(error.stdout);
  }
}

async function prints(name, expected) {
  const child = spawn(process.execPath, [join(folder, `${name}.js`)], { env, stdio: ["ignore", "pipe", "inherit"] });
  const output = await child.stdout.setEncoding("utf8").toArray();
  if (output.join("") !== expected) {
    fail(`${name}.ts prints\n${output.join("")}instead of\n${expected}`);
  }
}

/** Starts a server, and sends it a right request, a tampered one, and one without a signature. */
async function serve(name) {
  const port = await freePort();
  const child = spawn(process.execPath, [join(folder, `${name}.js`)], {
    env: { ...env, PORT: String(port) },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (printed += text));
  try {
    await judge(name, (body, headers) => post(port, body, headers));
    if (!printed.includes("sent to ")) {
      fail(`${name}.ts did not parse the request: ${printed}`);
    }
  } finally {
    if (child.exitCode === null) {
      child.kill();
      await once(child, "exit");
    }
  }
}

async function route(name) {
  const { POST } = await import(pathToFileURL(join(folder, `${name}.js`)).href);
  const { error } = console;
  console.error = () => {};
  await judge(name, async (body, headers) => {
    const init = { method: "POST", body, headers: { ...headers, "Content-Type": "application/json" } };
    return (await POST(new Request("http://localhost/postal", init))).status;
  });
  console.error = error;
}

async function judge(name, send) {
  const body = Buffer.from(example("MessageSent"));
  const headers = {
    "X-Postal-Signature-256": sign("sha256", body, privateKey).toString("base64"),
    "X-Postal-Signature-Kid": installation.kid,
  };
  const tampered = Buffer.from(body.toString().replace("MessageSent", "MessageHeld"));
  for (const [what, expected, answer] of [
    ["a right request", 200, await send(body, headers)],
    ["a tampered request", 401, await send(tampered, headers)],
    ["a request without a signature", 401, await send(body, {})],
  ]) {
    if (answer !== expected) {
      fail(`${name}.ts answers ${what} with ${answer} instead of ${expected}`);
    }
  }
}

/** Sends a request as Postal does, and gives the status of the answer. Waits until the server is there. */
async function post(port, body, headers) {
  const options = {
    port,
    path: "/postal",
    method: "POST",
    agent: false,
    headers: { ...headers, "Content-Type": "application/json" },
  };
  for (let attempt = 0; ; attempt++) {
    try {
      const sent = request({ ...options, host: "localhost" }).end(body);
      const [response] = await once(sent, "response");
      response.resume();
      return response.statusCode;
    } catch (error) {
      if (attempt === 100) {
        throw error;
      }
      await setTimeout(100);
    }
  }
}

async function freePort() {
  const server = createServer().listen(0);
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

function fail(problem) {
  console.error(problem);
  process.exit(1);
}
