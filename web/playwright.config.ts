// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "@playwright/test";

// Against a real server: CLEW_URL=http://127.0.0.1:2539 CLEW_OTLP_URL=http://127.0.0.1:4318 npm run e2e
// Without CLEW_URL an empty mock serves the built page; run "npm run build" first.
const MOCK = { url: "http://127.0.0.1:2641", otlp: "http://127.0.0.1:4419" };
const url = process.env.CLEW_URL ?? MOCK.url;
process.env.CLEW_OTLP_URL ??= MOCK.otlp;

export default defineConfig({
  testDir: "e2e",
  fullyParallel: false,
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    baseURL: url,
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
      ],
    },
  },
  ...(process.env.CLEW_URL
    ? {}
    : {
        webServer: {
          command: "node mock/server.mjs",
          url: `${MOCK.url}/api/v1/health`,
          env: { MOCK_PORT: "2641", MOCK_OTLP_PORT: "4419", MOCK_TRACES: "0" },
        },
      }),
});
