// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";

// The mock and Vite's development server together; either ending ends both.
const mock = spawn(process.execPath, ["mock/server.mjs"], {
  stdio: "inherit",
  env: { MOCK_LIVE: "1", MOCK_PORT: "2540", MOCK_OTLP_PORT: "4418", ...process.env },
});
const vite = spawn(process.execPath, ["node_modules/vite/bin/vite.js"], {
  stdio: "inherit",
  env: { CLEW_URL: "http://127.0.0.1:2540", ...process.env },
});
const stop = () => {
  mock.kill();
  vite.kill();
};
mock.on("exit", stop);
vite.on("exit", stop);
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
