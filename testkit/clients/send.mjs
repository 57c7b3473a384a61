// SPDX-License-Identifier: Apache-2.0
// Sends the spans that check.py expects, with the exporters of the OpenTelemetry SDK for JavaScript.
import { context, SpanStatusCode, trace } from "@opentelemetry/api";
import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtoExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";

const CHILDREN = 20;
const url = `${process.env.CLEW_OTLP_HTTP}/v1/traces`;

const exporters = {
  "node-json": new JsonExporter({ url }),
  "node-json-gzip": new JsonExporter({ url, compression: "gzip" }),
  "node-proto": new ProtoExporter({ url }),
  "node-proto-gzip": new ProtoExporter({ url, compression: "gzip" }),
};

const attributes = (number) => ({
  text: `grüße ${number} 🌍`,
  whole: number * 2 ** 33,
  fraction: number + 0.5,
  flag: number % 2 === 0,
  list: ["a", `b${number}`],
});

async function send(service, exporter) {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": service, team: "clients" }),
    spanProcessors: [new BatchSpanProcessor(exporter, { maxExportBatchSize: 8 })],
  });
  const tracer = provider.getTracer("clew.clients", "1");
  const root = tracer.startSpan("root");
  const within = trace.setSpan(context.active(), root);
  for (let number = 0; number < CHILDREN; number++) {
    const span = tracer.startSpan(`child ${number}`, { attributes: attributes(number) }, within);
    if (number === 7) {
      span.addEvent("happened", { what: "seven" });
      span.setStatus({ code: SpanStatusCode.ERROR, message: "seven failed" });
    }
    span.end();
  }
  root.end();
  await provider.shutdown();
}

for (const [name, exporter] of Object.entries(exporters)) await send(name, exporter);
