// SPDX-License-Identifier: Apache-2.0
// What a page needs to send its spans to Clew. `clew` may be set by `?clew=` for another address.
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { registerInstrumentations } from "@opentelemetry/instrumentation";
import { DocumentLoadInstrumentation } from "@opentelemetry/instrumentation-document-load";
import { FetchInstrumentation } from "@opentelemetry/instrumentation-fetch";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, WebTracerProvider } from "@opentelemetry/sdk-trace-web";

const parameters = new URLSearchParams(location.search);
const clew = parameters.get("clew") ?? "http://127.0.0.1:4318";
const key = parameters.get("key"); // clew_public_…

const provider = new WebTracerProvider({
  resource: resourceFromAttributes({
    "service.name": "example-page",
    "browser.language": navigator.language,
    "user_agent.original": navigator.userAgent,
  }),
  spanProcessors: [
    new BatchSpanProcessor(
      new OTLPTraceExporter({ url: `${clew}/v1/traces`, headers: key ? { authorization: `Bearer ${key}` } : {} }),
      { scheduledDelayMillis: 500 },
    ),
  ],
});
provider.register();
registerInstrumentations({
  instrumentations: [new DocumentLoadInstrumentation(), new FetchInstrumentation({ ignoreUrls: [new RegExp(`^${clew}`)] })],
});

document.querySelector("button").addEventListener("click", async () => {
  const answer = await fetch("/api/ask");
  document.querySelector("output").textContent = await answer.text();
});
