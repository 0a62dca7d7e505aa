// SMTP reply (RFC 5321, 4.2) inside the `output` of a delivery.

import { rules } from "../built/rules.js";

/** An SMTP reply. */
export interface Reply {
  /** The reply code, 200 to 599. */
  readonly code: number;
  /** The enhanced status (RFC 3463): `5.1.1`. */
  readonly status: string | null;
}

/** A reply with the text of each line, without the code and the status that begin it. */
export interface ParsedReply extends Reply {
  readonly lines: readonly string[];
}

interface Line {
  readonly code: number;
  readonly text: string;
}

/** Each status of a text that stands alone; without a `#` its subject is one of RFC 3463, since version numbers look alike. */
const STATUS =
  /(?:(?:^|(?<=#))([245])\.(0|[1-9]\d{0,2})|(?<=[ \t([:])([245])\.([0-7]))\.(0|[1-9]\d{0,2})(?![\d.\p{Alphabetic}\p{Nd}\p{Nl}\p{No}])/gu;

/** The reply that `output` begins with; undefined for a network error, HTML, JSON or nothing. */
export function parseReply(output: string): ParsedReply | undefined {
  const raw = withoutRefusedData(output);
  if (raw.startsWith(rules.output.dummyReply)) {
    return undefined;
  }
  const all = raw.split("\n");
  const lines: Line[] = [];
  for (const text of all) {
    const line = lineOf(text);
    if (line === undefined || line.code !== (lines[0]?.code ?? line.code)) {
      break;
    }
    lines.push(line);
  }
  const [first] = lines;
  if (first === undefined) {
    return undefined;
  }
  const status = statusOf(lines, Math.floor(first.code / 100));
  const isCut = lines.length === all.length;
  const texts = lines.map(({ text }, n) => withoutStatus(text, status, isCut && n === lines.length - 1));
  return { code: first.code, status, lines: texts };
}

/** The reply inside the message of `Net::SMTPUnknownError`, or the output itself. */
function withoutRefusedData(output: string): string {
  const { refusedData } = rules.output;
  const end = output.startsWith(refusedData) ? output.indexOf(": ", refusedData.length) : -1;
  return end < 0 || output.slice(0, end).includes("\n") ? output : output.slice(end + 2);
}

function lineOf(line: string): Line | undefined {
  const trimmed = trimEnd(line);
  const code = /^[2-5][0-9]{2}(?=[ -]|$)/.exec(trimmed)?.[0];
  return code === undefined
    ? undefined
    : { code: Number(code), text: trimmed.slice(4).replace(/^\p{White_Space}+/u, "") };
}

/** Without Unicode white space at the end, which differs a little from that of `trimEnd`. */
function trimEnd(line: string): string {
  let end = line.length;
  while (end > 0 && /\p{White_Space}/u.test(line.charAt(end - 1))) {
    end--;
  }
  return line.slice(0, end);
}

/** The first status of the first line, else of a later line; there it may be cut if nothing follows it. */
function statusOf([first, ...later]: readonly Line[], group: number): string | null {
  const agreeing = (text: string): RegExpMatchArray[] =>
    [...text.matchAll(STATUS)].filter((match) => match[0].startsWith(`${group}.`));
  const isWhole = (match: RegExpMatchArray): boolean =>
    /[^ :]/.test(match.input?.slice((match.index ?? 0) + match[0].length) ?? "");
  const whole = (): RegExpMatchArray | undefined => later.flatMap(({ text }) => agreeing(text).filter(isWhole))[0];
  const found = agreeing(first?.text ?? "")[0] ?? whole();
  return found?.[0] ?? null;
}

function withoutStatus(text: string, status: string | null, isLast: boolean): string {
  if (status === null) {
    return text;
  }
  const [first] = text.matchAll(STATUS);
  if (first?.index === 0 && first[0] === status) {
    return text.slice(status.length).replace(/^[ :]+/, "");
  }
  // The output was cut inside the status.
  return isLast && status.startsWith(text) ? "" : text;
}
