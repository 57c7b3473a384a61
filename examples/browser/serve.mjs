// SPDX-License-Identifier: Apache-2.0
// Serves the page, and a back end that shows the trace context it was called with.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";

const files = { "/": ["index.html", "text/html"], "/page.bundle.js": ["page.bundle.js", "text/javascript"] };

createServer(async (request, response) => {
  const path = new URL(request.url, "http://localhost").pathname;
  if (path === "/api/ask") {
    response.end(request.headers.traceparent ?? "no traceparent");
  } else if (files[path]) {
    const [file, type] = files[path];
    response.setHeader("content-type", `${type}; charset=utf-8`);
    response.end(await readFile(new URL(`public/${file}`, import.meta.url)));
  } else {
    response.writeHead(404).end();
  }
}).listen(Number(process.env.PORT ?? 8090), "127.0.0.1");
