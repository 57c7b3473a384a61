// SPDX-License-Identifier: Apache-2.0
import type { Endpoint } from "@/base/snippets";

/** What to paste to get metrics here. */
export function sendingLines({ host, httpPort, key }: Endpoint): { title: string; text: string }[] {
  const url = `http://${host}:${httpPort}`;
  const header = key ? `\nexport OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer ${key}"` : "";
  const authorization = key ? `\n    authorization: {type: Bearer, credentials: ${key}}` : "";
  return [
    {
      title: "Any OpenTelemetry SDK or Collector",
      text: `export OTEL_EXPORTER_OTLP_ENDPOINT=${url}\nexport OTEL_METRICS_EXPORTER=otlp${header}`,
    },
    { title: "Prometheus, in prometheus.yml", text: `remote_write:\n  - url: ${url}/api/v1/write${authorization}` },
    {
      title: "No Prometheus: Clew scrapes, in clew.yaml",
      text: `scrape:\n  - job: vllm\n    targets: ["localhost:8000"]`,
    },
  ];
}
