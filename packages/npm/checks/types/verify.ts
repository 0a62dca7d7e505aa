// Types of keys and verifiers as users have them, without the types of browsers and of Node.js.

import { KeySet, type Verified, Verifier, type VerifyError, validate } from "postal-webhooks";
import { classify } from "postal-webhooks/classify";
import { example } from "postal-webhooks/examples";
import { validate as small } from "postal-webhooks/validate";
import { keysFromJwks, Verifier as SmallVerifier } from "postal-webhooks/verify";

export async function verify(body: Uint8Array): Promise<Verified> {
  const keys: KeySet = (await KeySet.fromJwks("{}")).merge(await KeySet.fromPem("")).pin("27");
  for (const key of keys) {
    const [kid, bits]: [string, number] = [key.kid, key.bits];
    void [kid, bits];
  }
  const verifier = new Verifier(keys, { allowInsecureSha1: true, allowInsecureShortKeys: false });
  await verifier.verify(body, [["X-Postal-Signature-256", "…"]]);
  await verifier.verify(body.buffer as ArrayBuffer, new Map([["X-Postal-Signature-256", "…"]]));
  // @ts-expect-error: names and values in turn are no pairs
  await verifier.verify(body, ["X-Postal-Signature-256", "…"]);
  // @ts-expect-error: a body that was parsed is no body
  await verifier.verify({ event: "MessageSent" }, {});
  return verifier.verify(body, { "x-postal-signature-256": "…", "x-postal-signature-kid": ["…"], other: undefined });
}

// @ts-expect-error: only a verifier makes one
export const forged: Verified = { body: new Uint8Array(), kid: "27", parse: () => null as never };

export function status(error: VerifyError): 401 | 503 {
  return error.reason === "key-too-short" ? 503 : error.status;
}

// @ts-expect-error: the smallest entry has no parser
void (async () => (await new SmallVerifier(await keysFromJwks("{}")).verify("", {})).parse());
void [validate({}, "strict"), small({}), classify("").phrase?.length, example("MessageSent", "typical")];
