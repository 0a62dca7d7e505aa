// Text of a body, by the rule of what is JSON: UTF-8 without a byte order mark.

const decoder = /* @__PURE__ */ new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A body as it comes from a request: its bytes, or their text. */
export type Body = string | Uint8Array | ArrayBuffer;

/** The text of a body, or undefined if it is not UTF-8. */
export function decode(body: string | Uint8Array): string | undefined {
  if (typeof body === "string") {
    return body;
  }
  try {
    return decoder.decode(body);
  } catch {
    return undefined;
  }
}

/** Refuses what is no raw body any more, since parsers of frameworks are the commonest trouble. */
export function raw(body: Body): string | Uint8Array {
  // By the name of its class, which is another class in another realm, as test runners make them.
  switch (Object.prototype.toString.call(body)) {
    case "[object String]":
    case "[object Uint8Array]":
      return body as string | Uint8Array;
    case "[object ArrayBuffer]":
      return new Uint8Array(body as ArrayBuffer);
  }
  throw new TypeError(
    "the body must be the raw bytes or the text of the request, before any JSON parser of the framework",
  );
}

/** An escape of a pair of surrogates, of one alone, or of anything else. */
const ESCAPE = /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(u[dD][89a-fA-F][\da-fA-F]{2})|.)/g;

/** Writes `\ufffd` for each escape of a surrogate without its other half: no text can hold one. */
export function withoutLoneSurrogates(json: string): string {
  // Most bodies have no such escape, and this is the fastest way to know.
  if (!json.includes("\\ud") && !json.includes("\\uD")) {
    return json;
  }
  return json.replace(ESCAPE, (match, lone: string | undefined) => (lone === undefined ? match : "\\ufffd"));
}
