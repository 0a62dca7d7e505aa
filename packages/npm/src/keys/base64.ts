// Strict base64: every value has one spelling.

/** The bytes of padded standard base64; undefined for white space, stray bits and all else that `atob` lets pass. */
export function fromBase64(text: string): Uint8Array | undefined {
  try {
    const binary = atob(text);
    return btoa(binary) === text ? Uint8Array.from(binary, (character) => character.charCodeAt(0)) : undefined;
  } catch {
    return undefined;
  }
}

/** The bytes of unpadded base64url. */
export function fromBase64Url(text: string): Uint8Array | undefined {
  const standard = text.replace(/-/g, "+").replace(/_/g, "/");
  return /[+/=]/.test(text) ? undefined : fromBase64(standard.padEnd(Math.ceil(text.length / 4) * 4, "="));
}

/** Unpadded base64url of bytes. */
export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=/g, "");
}
