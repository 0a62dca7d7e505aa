// Violations of a schema, made of the errors of a compiled validator. No text holds a value of the body.

/** An error as the compiled validators leave it. */
export interface RawError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A function that ajv compiled from a schema. */
export interface Compiled {
  (value: unknown): boolean;
  errors?: readonly RawError[] | null;
}

/** One thing that is wrong with a webhook. */
export interface Violation {
  /** Where, as a JSON Pointer (RFC 6901): `/payload/message/id`. Empty for the webhook itself. */
  readonly pointer: string;
  /** The keyword of JSON Schema that refuses it: `type`, `required`, `enum` and so on. */
  readonly keyword: string;
  /** What is wrong, in words of the schema. */
  readonly message: string;
}

/** All violations, each once. */
export function violationsOf(errors: readonly RawError[]): Violation[] {
  const alternatives = errors.filter((error) => error.keyword === "anyOf");
  // `if` stands for the rule that failed in its `then`; an `anyOf` stands for all that failed in its branches.
  const leaves = errors.filter(
    (error) =>
      error.keyword !== "if" &&
      !alternatives.some((outer) => outer !== error && isWithin(error.instancePath, outer.instancePath)),
  );
  const violations = new Map<string, Violation>();
  for (const error of leaves) {
    const violation = { pointer: error.instancePath, keyword: error.keyword, message: messageOf(error) };
    violations.set(JSON.stringify(violation), violation);
  }
  return [...violations.values()];
}

/** The rules that failed, without those that stand around them, and without that null would be right too. */
export function leavesOf(errors: readonly RawError[]): RawError[] {
  return errors.filter(({ keyword, params }) => keyword !== "anyOf" && keyword !== "if" && params.type !== "null");
}

function isWithin(pointer: string, outer: string): boolean {
  return pointer === outer || pointer.startsWith(`${outer}/`);
}

/** What the schema asks for. */
export function messageOf({ keyword, params }: RawError): string {
  switch (keyword) {
    case "type":
      return `must be ${[params.type].flat().join(" or ")}`;
    case "required":
      return `must have the key ${String(params.missingProperty)}`;
    case "minimum":
      return `must be at least ${String(params.limit)}`;
    case "maximum":
      return "must be at most 9223372036854775807";
    case "pattern":
      return `must match ${String(params.pattern)}`;
    case "enum":
      return `must be one of ${(params.allowedValues as unknown[]).join(", ")}`;
    case "const":
      return `must be ${String(params.allowedValue)}`;
    case "additionalProperties":
      return "must have no keys but those of the schema";
    case "anyOf":
      return "must be null, or an object or a value as its type says";
    default:
      return `must be what the schema says (${keyword})`;
  }
}
