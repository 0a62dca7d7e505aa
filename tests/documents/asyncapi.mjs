// asyncapi.json: the AsyncAPI parser, and that no event or example is missing.

import { Parser } from "@asyncapi/parser";

import { missingExamples } from "./examples.mjs";

// 0 is an error, 1 a warning; what is above (there are newer versions) is no problem.
const WARNING = 1;

export async function checkAsyncApi({ path, text, dist, index }) {
  const { document, diagnostics } = await new Parser().parse(text, { source: path });
  const problems = diagnostics
    .filter((diagnostic) => diagnostic.severity <= WARNING)
    .map(({ code, path, message }) => `${code} at #/${path.join("/")}: ${message}`);
  if (document === undefined) {
    return problems;
  }
  const received = document.operations().filterByReceive().flatMap((o) => o.messages().all());
  const names = received.map((message) => message.name());
  const events = index.events.map((event) => event.name);
  if (JSON.stringify(names) !== JSON.stringify(events)) {
    problems.push(`it receives ${names.join(", ")}, and not ${events.join(", ")}`);
  }
  const examplesOf = (event) => {
    const message = received.find((message) => message.name() === event);
    const examples = message?.examples().all() ?? [];
    return new Map(examples.map((example) => [example.name(), example.payload()]));
  };
  return [...problems, ...missingExamples({ dist, index, examplesOf })];
}
