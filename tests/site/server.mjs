// Serves a folder as a host of static pages does: with gzip, at the root and below a path.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
};
/** The path below which the site is too. */
export const BELOW = "/some/project/";

/** Gives the address of the root, without a slash at its end, and the paths that were asked for. */
export async function serve(folder) {
  const asked = [];
  const server = createServer((request, answer) => {
    const { pathname } = new URL(request.url, "http://localhost");
    asked.push(pathname);
    // Chromium asks every host for it by itself.
    if (pathname === "/favicon.ico") return answer.writeHead(204).end();
    const below = pathname.startsWith(BELOW) ? pathname.slice(BELOW.length) : pathname.slice(1);
    const path = normalize(below === "" ? "index.html" : decodeURIComponent(below));
    let bytes;
    try {
      if (path.startsWith("..")) throw new Error("outside");
      bytes = readFileSync(join(folder, path));
    } catch {
      return answer.writeHead(404).end();
    }
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    return answer.writeHead(200, { "content-type": type, "content-encoding": "gzip" }).end(gzipSync(bytes));
  });
  await new Promise((done) => { server.listen(0, "127.0.0.1", done); });
  return { url: `http://127.0.0.1:${server.address().port}`, asked, close: () => server.close() };
}
