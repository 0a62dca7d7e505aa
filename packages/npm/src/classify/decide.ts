// Search for the first rule that holds for a reply.

import { rules } from "../built/rules.js";
import type { Decision } from "../classify.js";
import { Phrases } from "./phrases.js";
import type { ParsedReply } from "./reply.js";
import type { Rule, Topic } from "./rules.js";

/** A rule, and its place in the order. */
interface Entry {
  readonly at: number;
  readonly topic: Topic;
  readonly rule: Rule;
}

interface Index {
  readonly withoutPhrases: readonly Entry[];
  readonly phrases: Phrases<{ readonly entry: Entry; readonly phrase: string }>;
}

let index: Index | undefined;

/** The decision about a reply; undefined if no rule holds. */
export function decide(reply: ParsedReply): Decision | undefined {
  if (reply.code < 400) {
    return undefined;
  }
  let isAgainst = false;
  index ??= build();
  for (const { entry, phrase } of holding(index, reply)) {
    const { topic, rule } = entry;
    if (topic.kind === "Unknown") {
      // Evidence against the recipient, which decides nothing itself.
      isAgainst = true;
    } else if (topic.kind !== "Recipient" || !isAgainst) {
      return {
        kind: topic.kind,
        certainty: topic.certainty,
        rule: topic.name,
        source: rule.source,
        phrase,
        code: rule.codes.length > 0 ? reply.code : null,
        status: rule.statuses.length > 0 ? reply.status : null,
      };
    }
  }
  return undefined;
}

function build(): Index {
  const withoutPhrases: Entry[] = [];
  const phrases: Index["phrases"] = new Phrases();
  const all = rules.topics.flatMap((topic) => topic.rules.map((rule) => ({ topic, rule })));
  for (const [at, { topic, rule }] of all.entries()) {
    const entry = { at, topic, rule };
    for (const phrase of rule.phrases) {
      phrases.add(phrase, { entry, phrase });
    }
    if (rule.phrases.length === 0) {
      withoutPhrases.push(entry);
    }
  }
  return { withoutPhrases, phrases };
}

interface Holding {
  readonly entry: Entry;
  readonly phrase: string | null;
}

/** The rules that hold, in order, each with the first of its phrases that stands in the text. */
function holding({ withoutPhrases, phrases }: Index, reply: ParsedReply): Holding[] {
  const found = new Map<Entry, string | null>();
  for (const entry of withoutPhrases) {
    if (allows(entry.rule, reply)) {
      found.set(entry, null);
    }
  }
  for (const { entry, phrase } of phrases.find(reply.lines)) {
    if (!found.has(entry) && allows(entry.rule, reply)) {
      found.set(entry, phrase);
    }
  }
  return Array.from(found, ([entry, phrase]) => ({ entry, phrase })).sort((a, b) => a.entry.at - b.entry.at);
}

/** Whether the code and the status are among those of the rule. */
function allows({ codes, statuses }: Rule, { code, status }: ParsedReply): boolean {
  const [, subject, detail] = (status ?? "").split(".").map(Number);
  const isStatus = ({ subject: of, first, last }: Rule["statuses"][number]): boolean =>
    detail !== undefined && of === subject && first <= detail && detail <= last;
  return (codes.length === 0 || codes.includes(code)) && (statuses.length === 0 || statuses.some(isStatus));
}
