// SPDX-License-Identifier: Apache-2.0
import type { Endpoint } from "@/base/snippets";
import type { Setup } from "./types";

/** A placeholder stands where a key is needed but not known: secrets are shown once only. */
export function endpointOf(setup: Setup, secret: string | null): Endpoint {
  const host = window.location.hostname;
  return {
    host,
    httpPort: setup.otlp_http_port,
    grpcPort: setup.otlp_grpc_port,
    key: setup.key_required ? (secret ?? "clew_YOUR_INGEST_KEY") : null,
  };
}
