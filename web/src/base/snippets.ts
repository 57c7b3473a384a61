// SPDX-License-Identifier: Apache-2.0
/** Where a sender must send, as the server described itself, seen from this browser's host. */
export interface Endpoint {
  host: string;
  httpPort: number;
  grpcPort: number;
  /** null when the server takes telemetry without a key. */
  key: string | null;
}

export interface Snippet {
  id: string;
  title: string;
  language: string;
  text: (endpoint: Endpoint) => string;
}

const http = ({ host, httpPort }: Endpoint) => `http://${host}:${httpPort}`;

/** Header values of OTEL_EXPORTER_OTLP_HEADERS are URL-encoded by the specification. */
const headerLine = (prefix: string, { key }: Endpoint) =>
  key ? `\n${prefix}OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer%20${key}"` : "";

const environment = (endpoint: Endpoint, service: string) =>
  `export OTEL_EXPORTER_OTLP_ENDPOINT=${http(endpoint)}
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
export OTEL_SERVICE_NAME=${service}${headerLine("export ", endpoint)}`;

export const SNIPPETS: readonly Snippet[] = [
  { id: "env", title: "OpenTelemetry", language: "shell", text: (endpoint) => environment(endpoint, "my-agent") },
  {
    id: "openinference",
    title: "Python · OpenInference",
    language: "shell",
    text: (
      endpoint,
    ) => `pip install opentelemetry-distro opentelemetry-exporter-otlp-proto-http openinference-instrumentation-openai
${environment(endpoint, "my-agent")}
opentelemetry-instrument --traces_exporter otlp --metrics_exporter none --logs_exporter none python app.py`,
  },
  {
    id: "openllmetry",
    title: "Python · OpenLLMetry",
    language: "python",
    text: (endpoint) => `# pip install traceloop-sdk
from traceloop.sdk import Traceloop

Traceloop.init(
    app_name="my-agent",
    api_endpoint="${http(endpoint)}",${endpoint.key ? `\n    headers={"Authorization": "Bearer ${endpoint.key}"},` : ""}
)`,
  },
  {
    id: "spring",
    title: "Spring AI",
    language: "properties",
    text: (endpoint) => `# with spring-boot-starter-actuator, micrometer-tracing-bridge-otel and opentelemetry-exporter-otlp
management.otlp.tracing.endpoint=${http(endpoint)}/v1/traces${endpoint.key ? `\nmanagement.otlp.tracing.headers.Authorization=Bearer ${endpoint.key}` : ""}
management.tracing.sampling.probability=1.0
spring.ai.chat.observations.log-prompt=true
spring.ai.chat.observations.log-completion=true`,
  },
  {
    id: "javaagent",
    title: "LangChain4j · Java agent",
    language: "shell",
    text: (endpoint) => `${environment(endpoint, "my-agent")}
java -javaagent:opentelemetry-javaagent.jar -jar app.jar`,
  },
  {
    id: "vercel",
    title: "Node · Vercel AI SDK",
    language: "typescript",
    text: (endpoint) => `// npm install @opentelemetry/sdk-node @opentelemetry/exporter-trace-otlp-proto
import { NodeSDK } from "@opentelemetry/sdk-node";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";

new NodeSDK({
  serviceName: "my-agent",
  traceExporter: new OTLPTraceExporter({
    url: "${http(endpoint)}/v1/traces",${endpoint.key ? `\n    headers: { Authorization: "Bearer ${endpoint.key}" },` : ""}
  }),
}).start();

// in every call: generateText({ …, experimental_telemetry: { isEnabled: true } })`,
  },
  {
    id: "collector",
    title: "OTel Collector",
    language: "yaml",
    text: (endpoint) => `exporters:
  otlp/clew:
    endpoint: ${endpoint.host}:${endpoint.grpcPort}
    tls:
      insecure: true${endpoint.key ? `\n    headers:\n      authorization: Bearer ${endpoint.key}` : ""}
service:
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [otlp/clew]`,
  },
];
