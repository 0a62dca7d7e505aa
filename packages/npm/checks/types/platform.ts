// Headers and bodies of browsers, workers and Node.js, each as its own types have them.

import type { IncomingMessage } from "node:http";
import { parse, type Verifier } from "postal-webhooks";

export async function fetched(verifier: Verifier, request: Request): Promise<void> {
  const verified = await verifier.verify(await request.arrayBuffer(), request.headers);
  parse(verified.body);
}

export async function node(verifier: Verifier, request: IncomingMessage, body: Buffer): Promise<void> {
  await verifier.verify(body, request.headers);
  await verifier.verify(body, request.headersDistinct);
}
