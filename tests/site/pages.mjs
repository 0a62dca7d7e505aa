// The kinds of page that there are, each by one of them.
export const KINDS = {
  start: "index.html",
  "part of the document": "signatures.html",
  "list of events": "events.html",
  event: "events/MessageBounced.html",
  guide: "verify.html",
  language: "typescript.html",
  "long document": "operations.html",
  "try it": "try.html",
};
