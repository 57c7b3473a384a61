// SPDX-License-Identifier: Apache-2.0
import type { Endpoint, Snippet } from "./snippets";

const http = ({ host, httpPort }: Endpoint) => `http://${host}:${httpPort}`;
const keyHeader = ({ key }: Endpoint) => (key ? ` \\\n  -H "Authorization: Bearer ${key}"` : "");

/** How logs get here. Longer examples are in docs/logs.md. */
export const LOG_SNIPPETS: readonly Snippet[] = [
  {
    id: "env",
    title: "OpenTelemetry",
    language: "shell",
    text: (endpoint) => `export OTEL_EXPORTER_OTLP_ENDPOINT=${http(endpoint)}
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
export OTEL_LOGS_EXPORTER=otlp${endpoint.key ? `\nexport OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer%20${endpoint.key}"` : ""}`,
  },
  {
    id: "lines",
    title: "Access log of a gateway",
    language: "shell",
    text: (endpoint) => `# Higress, Envoy AI Gateway, nginx, Kong or APISIX, one JSON object a line
curl --data-binary @access.log${keyHeader(endpoint)} \\
  ${http(endpoint)}/api/v1/logs/lines`,
  },
  {
    id: "collector",
    title: "OTel Collector",
    language: "yaml",
    text: (endpoint) => `receivers:
  filelog:
    include: [/var/log/nginx/access.json.log]
exporters:
  otlp/clew:
    endpoint: ${endpoint.host}:${endpoint.grpcPort}
    tls:
      insecure: true${endpoint.key ? `\n    headers:\n      authorization: Bearer ${endpoint.key}` : ""}
service:
  pipelines:
    logs:
      receivers: [filelog]
      exporters: [otlp/clew]`,
  },
];
