// Signature headers of a request, from whatever a framework has its headers in.

/** The header with the SHA-256 signature, since Postal 3.2.0. */
export const SIGNATURE_256 = "X-Postal-Signature-256";
/** The header with the SHA-1 signature. */
export const SIGNATURE = "X-Postal-Signature";
/** The header with the id of the key, since Postal 3.2.0. */
export const SIGNATURE_KID = "X-Postal-Signature-KID";

/** The name of a header that is looked at. */
export type SignatureHeader = typeof SIGNATURE_256 | typeof SIGNATURE | typeof SIGNATURE_KID;

/**
 * The headers of a request: a `Headers` of the Fetch API, `request.headers` of Node.js, a plain object, or pairs of
 * name and value. Names may be in any case.
 */
export type RequestHeaders =
  | readonly (readonly [name: string, value: string])[]
  | Iterable<readonly [name: string, value: string]>
  | { readonly [name: string]: string | readonly string[] | undefined }
  // `Headers`, for projects whose types do not make it iterable.
  | { forEach(callback: (value: string, name: string) => void): void };

/** All values of each header that is looked at, as they came, without trimming. */
export function signatureHeaders(headers: RequestHeaders): Record<SignatureHeader, string[]> {
  const found: Record<SignatureHeader, string[]> = { [SIGNATURE_256]: [], [SIGNATURE]: [], [SIGNATURE_KID]: [] };
  const names = Object.keys(found) as SignatureHeader[];
  const pairs = Symbol.iterator in headers ? headers : Object.entries(headers);
  for (const [name, value] of pairs as Iterable<[string, string | readonly string[] | undefined]>) {
    const header = names.find((known) => known.toLowerCase() === name.toLowerCase());
    if (header !== undefined && value !== undefined) {
      found[header].push(...[value].flat());
    }
  }
  return found;
}
