// Requests as they are, without what a browser or `fetch` makes of them.
import { request } from "node:http";

/** The status, the headers and the text of an answer. */
export function ask(url, { method = "GET", headers = {}, body = "" } = {}) {
  return new Promise((resolve, reject) => {
    const length = method === "GET" ? {} : { "content-length": Buffer.byteLength(body) };
    const sent = request(url, { method, headers: { ...length, ...headers }, agent: false }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("error", reject);
      answer.on("end", () => {
        const text = Buffer.concat(parts).toString();
        resolve({ status: answer.statusCode, headers: answer.headers, text });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** The header of HTTP Basic for a password. */
export const basic = (password) => ({ authorization: `Basic ${Buffer.from(`operator:${password}`).toString("base64")}` });
