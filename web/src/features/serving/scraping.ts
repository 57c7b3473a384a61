// SPDX-License-Identifier: Apache-2.0
import type { Endpoint } from "@/base/snippets";

interface Engine {
  id: string;
  title: string;
  /** What must be switched on; nothing when metrics are always there. */
  start?: string;
  job: string;
  port: number;
}

/** What serves models, and where its metrics are. */
export const ENGINES: readonly [Engine, ...Engine[]] = [
  { id: "vllm", title: "vLLM", job: "vllm", port: 8000 },
  {
    id: "sglang",
    title: "SGLang",
    start: "python -m sglang.launch_server --model-path <model> --enable-metrics",
    job: "sglang",
    port: 30000,
  },
  { id: "llamacpp", title: "llama.cpp", start: "llama-server -m <model>.gguf --metrics", job: "llamacpp", port: 8080 },
  {
    id: "dcgm",
    title: "NVIDIA GPUs (DCGM)",
    start: "docker run -d --gpus all --cap-add SYS_ADMIN -p 9400:9400 nvcr.io/nvidia/k8s/dcgm-exporter:<version>",
    job: "dcgm",
    port: 9400,
  },
];

/** What to paste so that the metrics of an engine come here. */
export function scrapeLines({ job, port }: Engine, { host, httpPort, key }: Endpoint): { title: string; text: string }[] {
  const authorization = key ? `\n    authorization: {type: Bearer, credentials: ${key}}` : "";
  return [
    {
      title: "Clew scrapes it: in clew.yaml, then start Clew again",
      text: `scrape:\n  - job: ${job}\n    targets: ["localhost:${port}"]`,
    },
    {
      title: "Or Prometheus scrapes it and passes it on: in prometheus.yml",
      text: `scrape_configs:\n  - job_name: ${job}\n    static_configs: [{targets: ["localhost:${port}"]}]\nremote_write:\n  - url: http://${host}:${httpPort}/api/v1/write${authorization}`,
    },
  ];
}
