// Writes the programs that only right types compile: each example as a literal, and one that narrows on `event`.

/** The files beside `webhook.ts`; a line `// part …` stands before what belongs to one part. */
export function program(schema, events, bodies) {
  const examples = events.flatMap((event) => event.bodies).map((body) => `// part ${body}\n(${bodies[body]}) satisfies Webhook;\n`);
  return {
    "examples.ts": `import type { Webhook } from "./webhook";\n${examples.join("")}`,
    "narrow.ts": `import type { Webhook } from "./webhook";\n${events.map((event) => narrow(schema, events, event)).join("")}`,
  };
}

function narrow(schema, events, { name, type }) {
  const id = type.toLowerCase();
  const payload = payloadOf(schema, type);
  const foreign = events
    .flatMap((other) => Object.keys(payloadOf(schema, other.type).properties))
    .find((key) => !(key in payload.properties));
  const wrong = foreign === undefined ? "" : `
  // @ts-expect-error: a key of another event
  void webhook.payload${access(foreign)};`;
  const uncommon = Object.keys(payload.properties).find((key) => !common(schema, events, key));
  const early = uncommon === undefined ? "" : `
  // @ts-expect-error: the event is not known yet, and there is a payload without the key
  void webhook.payload${access(uncommon)};`;
  const cases = (names) => names.map((name) => `    case ${JSON.stringify(name)}:\n`).join("");
  const all = events.map((event) => event.name);
  return `// part events/${name}.json
export function ${id}(webhook: Webhook): void {${early}
  if (webhook.event !== ${JSON.stringify(name)}) {
    return;
  }
${reads(schema, payload, "webhook.payload").join("\n")}${wrong}
  // @ts-expect-error: the event is already known to be another
  void (webhook.event === ${JSON.stringify(all.find((other) => other !== name) ?? "")});
}
export function ${id}Handled(webhook: Webhook): void {
  switch (webhook.event) {
${cases(all)}      return;
    default: {
      const nothing: never = webhook;
      void nothing;
    }
  }
}
export function ${id}Forgotten(webhook: Webhook): void {
  switch (webhook.event) {
${cases(all.filter((other) => other !== name))}      return;
    default: {
      // @ts-expect-error: one event is left
      const nothing: never = webhook;
      void nothing;
    }
  }
}
`;
}

/** One line for each value below `path`, which compiles only if its type is no wider than the schema. */
function reads(schema, object, path) {
  return Object.entries(object.properties).flatMap(([key, property]) => {
    if (property.anyOf !== undefined) {
      return orNull(schema, property.anyOf[0], path + access(key));
    }
    const target = resolve(schema, property);
    return target.properties === undefined
      ? [`  ${path}${access(key)} satisfies ${typeOf(target)};`]
      : reads(schema, target, path + access(key));
  });
}

/** A reference that may be null: the value has the type or is null, and may not be taken for one that never is. */
function orNull(schema, reference, path) {
  const target = resolve(schema, reference);
  const type = target.properties === undefined ? typeOf(target) : "object";
  return [
    `  ${path} satisfies ${type} | null;`,
    `  // @ts-expect-error: it may be null`,
    `  ${path} satisfies ${type};`,
  ];
}

function typeOf({ type, enum: values }) {
  if (values !== undefined) {
    return values.map((value) => JSON.stringify(value)).join(" | ");
  }
  const names = { integer: "number", array: "unknown[]" };
  return [type].flat().map((name) => names[name] ?? name).join(" | ");
}

function payloadOf(schema, type) {
  return resolve(schema, schema.definitions[type].properties.payload);
}

function common(schema, events, key) {
  return events.every(({ type }) => key in payloadOf(schema, type).properties);
}

/** What a `$ref` leads to; draft-07 has it in an `allOf` when it has something to say beside it. */
function resolve(schema, property) {
  const reference = property.$ref ?? property.allOf?.[0].$ref;
  return reference === undefined ? property : resolve(schema, schema.definitions[reference.split("/").at(-1)]);
}

function access(key) {
  return `[${JSON.stringify(key)}]`;
}
