// The part of the page that verifies signatures, by WebCrypto.
import { KeySetError, VerifyError, Verifier, keysFromDkimRecord, keysFromJwks, keysFromPem } from "postal-webhooks/verify";
import { button } from "./body.mjs";
import { element, prose, settled } from "./element.mjs";

/** What to do about each reason, for somebody who looks at one request. */
const REMEDIES = {
  "header-missing":
    "Paste all headers of the request, with `X-Postal-Signature-256`. If it has none, it does not come from Postal, or a proxy dropped it.",
  "header-malformed":
    "The header was cut, wrapped or changed on its way here. Copy it once more, from where it arrives first.",
  "sha1-only":
    "Postal before 3.2.0 sends only `X-Postal-Signature`. Accept SHA-1 only if you know that your server is that old.",
  "signature-wrong":
    "The body is not byte for byte the one that was signed, or another key signed it. Take the raw body, before any parser of JSON has it; what is parsed and written again has other bytes. Then compare the key with that of your Postal.",
  "unknown-kid":
    "The header `X-Postal-Signature-KID` names a key that you have not pasted. Get the key set of your Postal again: the key was replaced, or the request comes from another installation.",
  "key-too-short":
    "Postal's installer made keys of 1024 bits for years. Give Postal a new key, or accept short keys.",
};

export function signatures(facts) {
  const body = document.getElementById("body-text");
  const headers = document.getElementById("signature-headers");
  const keys = document.getElementById("signature-keys");
  const sha1 = document.getElementById("allow-sha1");
  const short = document.getElementById("allow-short-keys");
  const said = document.querySelector("#signature-result > p");
  const more = document.querySelector("#signature-result > div");
  let round = 0;
  const say = (kind, text, ...parts) => {
    said.className = kind;
    said.textContent = text;
    more.replaceChildren(...parts);
  };
  const check = async () => {
    round += 1;
    const mine = round;
    if (headers.value.trim() === "" || keys.value.trim() === "") return say("", "");
    const options = { allowInsecureSha1: sha1.checked, allowInsecureShortKeys: short.checked };
    const result = await verified(body.value, pairs(headers.value), keys.value, options);
    // Something was changed meanwhile.
    if (mine === round) say(...result);
    return undefined;
  };
  const later = settled(check);
  for (const area of [body, headers, keys]) {
    area.addEventListener("input", later);
    area.addEventListener("change", check);
  }
  for (const box of [sha1, short]) box.addEventListener("change", check);
  const use = (change) => {
    const bytes = Uint8Array.from(atob(facts.signed.body), (character) => character.charCodeAt(0));
    body.value = change(new TextDecoder().decode(bytes));
    body.dispatchEvent(new Event("input"));
    headers.value = facts.signed.headers.map(([name, value]) => `${name}: ${value}`).join("\n");
    keys.value = facts.signed.keys;
    // What is above looks at its new body at once too.
    body.dispatchEvent(new Event("change"));
  };
  document.getElementById("signature-examples").append(
    button("A valid signature", () => use((text) => text)),
    button("The same, with a changed body", () => use((text) => JSON.stringify(JSON.parse(text), null, 2))),
  );
  check();
}

/** What is to be said of a request. */
async function verified(body, headers, keys, options) {
  if (globalThis.crypto?.subtle === undefined) {
    return ["bad", "This browser has WebCrypto on pages over HTTPS alone."];
  }
  let verifier;
  try {
    verifier = new Verifier(await keysOf(keys), options);
  } catch (error) {
    if (!(error instanceof KeySetError)) throw error;
    return ["bad", `No key can be read: ${error.message}.`, reason(error.reason)];
  }
  const attempt = (text) => verifier.verify(text, headers).then(({ kid }) => ({ kid }), (error) => ({ error }));
  const { kid, error } = await attempt(body);
  if (kid !== undefined) return ["good", "The signature is valid.", signer(kid)];
  if (!(error instanceof VerifyError)) throw error;
  if (error.reason === "signature-wrong") {
    // A field of a page turns each line break into one character, and pasting may add one at the end.
    for (const [text, what] of [
      [body.trimEnd(), "without the blanks at its end, which pasting may have added"],
      [body.replaceAll("\n", "\r\n"), "with the line breaks of HTTP (CR LF), which this field does not keep"],
    ]) {
      const again = await attempt(text);
      if (again.kid !== undefined) return ["good", `The signature is valid for the body ${what}.`, signer(again.kid)];
    }
  }
  const remedy = element("p", {}, ...prose(REMEDIES[error.reason] ?? ""));
  const answer = element("p", {}, `A receiver answers ${error.status}.`);
  return ["bad", `It is not verified: ${error.message}.`, reason(error.reason), remedy, answer];
}

function reason(name) {
  return element("p", {}, "Reason: ", element("code", {}, name));
}

function signer(kid) {
  return element("p", {}, "The key that signed is ", element("code", {}, kid), ".");
}

/** Keys in whichever form somebody has them. */
function keysOf(text) {
  if (text.includes("-----")) return keysFromPem(text);
  return /\bp\s*=/.test(text) ? keysFromDkimRecord(text) : keysFromJwks(text);
}

/** Pairs of name and value of lines as HTTP, curl and logs write them. */
function pairs(text) {
  const lines = text.split("\n").map((line) => /^[\s<>*'"-]*(?:H ['"])?([A-Za-z0-9-]+)['"]?\s*:\s*['"]?(.*?)['"]?,?\s*\\?$/.exec(line));
  return lines.filter((line) => line !== null).map(([, name, value]) => [name, value]);
}
