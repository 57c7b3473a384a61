// SPDX-License-Identifier: Apache-2.0
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { compile, FilterError } from "./filter.mjs";
import { compileLogs } from "./logs.mjs";
import { readExport, readLogs } from "./otlp.mjs";
import { createRoutes } from "./routes.mjs";
import { makeRun } from "./runs.mjs";
import { Store } from "./store.mjs";

// A stand-in for the real server while the page is developed. MOCK_TRACES=0 starts empty, MOCK_LIVE=1 keeps adding runs.
const PORT = Number(process.env.MOCK_PORT ?? 2539);
const OTLP_PORT = Number(process.env.MOCK_OTLP_PORT ?? 4318);
const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'";

const store = new Store();
const traces = Number(process.env.MOCK_TRACES ?? 700);
store.fill(traces, traces > 0 ? 50_000 : 0);
const routes = createRoutes(store, { http_port: PORT, otlp_http_port: OTLP_PORT, otlp_grpc_port: 4317 });
const compiled = Object.entries(routes).map(([key, run]) => {
  const [method, path] = key.split(" ");
  return { method, pattern: new RegExp(`^/api/v1${path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`), run };
});

function sendJson(response, status, body, type = "application/json") {
  response.writeHead(status, { "Content-Type": type });
  response.end(JSON.stringify(body));
}

async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
}

function sendTail(request, response, event, test, listeners) {
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" });
  response.write(": keep-alive\n\n");
  const listener = (record) => test(record) && response.write(`event: ${event}\ndata: ${JSON.stringify(record)}\n\n`);
  listeners.add(listener);
  request.on("close", () => listeners.delete(listener));
}

async function answer(request, response, url) {
  const q = url.searchParams.get("q");
  if (url.pathname === "/api/v1/tail") return sendTail(request, response, "trace", compile(q), store.listeners);
  if (url.pathname === "/api/v1/logs/tail") return sendTail(request, response, "log", compileLogs(q), store.logListeners);
  const route = compiled.find(({ method, pattern }) => method === request.method && pattern.test(url.pathname));
  if (!route) return sendJson(response, 404, { title: "Not found", status: 404, code: "NOT_FOUND" }, "application/problem+json");
  const path = Object.fromEntries(
    Object.entries(route.pattern.exec(url.pathname).groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
  );
  const started = performance.now();
  try {
    const body = route.run(
      url.searchParams,
      path,
      request.method === "POST" || request.method === "PUT" ? await readBody(request) : {},
    );
    if (body === null)
      return sendJson(
        response,
        404,
        { title: "Not found", status: 404, code: "NOT_FOUND", detail: `Nothing with this id: ${url.pathname}` },
        "application/problem+json",
      );
    sendJson(response, 200, {
      ...body,
      stats: { elapsed_ms: performance.now() - started, rows_read: store.runs.size * 7, bytes_read: 1_000_000 },
    });
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    const { message, position, length, suggestion } = error;
    sendJson(
      response,
      400,
      {
        type: "about:blank",
        title: "Bad request",
        status: 400,
        code: "INVALID",
        detail: message,
        position,
        length,
        suggestion,
        request_id: "mock",
      },
      "application/problem+json",
    );
  }
}

function sendFile(response, path) {
  const file = join(DIST, normalize(path));
  const found = file.startsWith(DIST) && existsSync(file) && statSync(file).isFile() ? file : join(DIST, "index.html");
  response.writeHead(200, {
    "Content-Type": TYPES[extname(found)] ?? "application/octet-stream",
    "Content-Security-Policy": POLICY,
  });
  createReadStream(found).pipe(response);
}

createServer((request, response) => {
  const url = new URL(request.url, "http://mock");
  if (url.pathname.startsWith("/api/")) void answer(request, response, url);
  else sendFile(response, url.pathname);
}).listen(PORT, "127.0.0.1", () => console.log(`mock on http://127.0.0.1:${PORT}, OTLP on ${OTLP_PORT}`));

createServer(async (request, response) => {
  const body = await readBody(request);
  for (const run of readExport(body)) store.add(run, "running");
  for (const log of readLogs(body)) store.addLog(log);
  sendJson(response, 200, { partialSuccess: {} });
}).listen(OTLP_PORT, "127.0.0.1");

if (process.env.MOCK_LIVE) setInterval(() => store.add(makeRun(Date.now() % 1e9, Date.now() - 4000)), 2500);
