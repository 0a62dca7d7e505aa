// openapi.json: Redocly lint, and that no event, example or header is missing.

import { spawnSync } from "node:child_process";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

import { missingExamples } from "./examples.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const cli = join(here, "node_modules/@redocly/cli/bin/cli.js");

export async function checkOpenApi({ path, text, dist, index }) {
  const document = JSON.parse(text);
  const examplesOf = (event) => {
    const body = document.webhooks[event]?.post.requestBody.content["application/json"];
    return new Map(Object.entries(body?.examples ?? {}).map(([name, { value }]) => [name, value]));
  };
  return [...lint(path), ...missingExamples({ dist, index, examplesOf })];
}

/** The problems that Redocly finds; it looks for its configuration in the folder that it runs in. */
function lint(path) {
  const run = spawnSync(process.execPath, [cli, "lint", relative(here, path), "--format=json"], {
    cwd: here,
    encoding: "utf8",
    env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
  });
  let report;
  try {
    report = JSON.parse(run.stdout);
  } catch {
    return [`Redocly gave no report (exit ${run.status}): ${run.stderr.trim().split("\n").at(-1)}`];
  }
  const problems = report.problems.map((problem) => {
    const pointer = problem.location?.[0]?.pointer ?? "";
    return `${problem.severity}: ${problem.ruleId} at ${pointer}: ${problem.message}`;
  });
  if (problems.length === 0 && run.status !== 0) {
    problems.push(`Redocly ended with exit ${run.status}`);
  }
  return problems;
}
