// Verifier whose proof can be parsed.

import { parse } from "./parse.js";
import type { Body } from "./text.js";
import type { RequestHeaders } from "./verify/headers.js";
import * as small from "./verify/verifier.js";
import type { Webhook } from "./webhook.js";

/** A body whose signature is right. Only {@link Verifier.verify} makes one. */
export class Verified extends small.Verified {
  /**
   * Parses the body.
   *
   * @throws {ParseError} If it is not what Postal sends. Its signature is right all the same: better keep it than lose it.
   */
  parse(): Webhook {
    return parse(this.body);
  }
}

/**
 * Checks the signature of requests against the keys of a Postal installation.
 *
 * A right signature says that this Postal installation sent these bytes. It does not say that your mail server did, as
 * all tenants share the key; nor that it was just now, as retries are the same bytes.
 */
export class Verifier extends small.Verifier {
  override async verify(body: Body, headers: RequestHeaders): Promise<Verified> {
    const { body: bytes, kid } = await super.verify(body, headers);
    return new Verified(bytes, kid);
  }
}
