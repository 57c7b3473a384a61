// SPDX-License-Identifier: Apache-2.0
import type { AgentRow, ModelRow, ServiceRow } from "@/api/types";
import { NONE } from "@/base/format";
import { modelHref } from "@/base/links";
import { ModelsTabs } from "@/widgets/ModelsTabs";
import { costColumn, countColumn, durationColumn, errorColumn, lastColumn, nameColumn, tracesWith, trendColumn } from "./columns";
import { InventoryTable, type Inventory } from "./InventoryTable";
import { slowerThan, summary } from "./summary";
import { tools } from "./tools";

const serviceHref = (row: ServiceRow) => tracesWith("service", row.service);
const services: Inventory<ServiceRow> = {
  name: "services",
  title: "Services",
  defaultSort: "-traces",
  nameOf: (row) => row.service,
  hrefOf: serviceHref,
  answer: (rows) => summary(rows, "service", (row) => row.service),
  empty: "A service is what sends service.name in its resource.",
  columns: [
    nameColumn("service", "Service", (row) => row.service, serviceHref),
    { id: "layer", title: "Layer", width: "100px", sortable: true, cell: (row) => <span>{row.layer ?? NONE}</span> },
    trendColumn("Traces over time"),
    countColumn("traces", "Traces", (row) => row.traces, serviceHref),
    countColumn("spans", "Spans", (row) => row.spans, serviceHref),
    errorColumn(
      (row) => row.spans,
      (row) => tracesWith("service", row.service, " has:error"),
    ),
    durationColumn("p50_ms", "p50", (row) => row.p50_ms),
    durationColumn(
      "p95_ms",
      "p95",
      (row) => row.p95_ms,
      undefined,
      (row, ms) => tracesWith("service", row.service, slowerThan(ms)),
    ),
    durationColumn(
      "p99_ms",
      "p99",
      (row) => row.p99_ms,
      undefined,
      (row, ms) => tracesWith("service", row.service, slowerThan(ms)),
    ),
    countColumn(
      "llm_calls",
      "Model calls",
      (row) => row.llm_calls,
      (row) => tracesWith("service", row.service, " llm_calls>0"),
    ),
    countColumn(
      "input_tokens",
      "Input tokens",
      (row) => row.input_tokens,
      (row) => tracesWith("service", row.service, " llm_calls>0"),
    ),
    countColumn(
      "output_tokens",
      "Output tokens",
      (row) => row.output_tokens,
      (row) => tracesWith("service", row.service, " llm_calls>0"),
    ),
    costColumn((row) => tracesWith("service", row.service, " llm_calls>0")),
    lastColumn(),
  ],
};

const modelTraces = (row: ModelRow) => tracesWith("model", row.model);
const slowModel = (row: ModelRow, ms: number) => tracesWith("model", row.model, slowerThan(ms));
const models: Inventory<ModelRow> = {
  name: "models",
  title: "Models",
  defaultSort: "-calls",
  nameOf: (row) => row.model,
  hrefOf: (row) => modelHref(row.model),
  answer: (rows) => summary(rows, "model", (row) => row.model),
  empty: "Models appear with the first model call.",
  columns: [
    nameColumn(
      "model",
      "Model",
      (row) => row.model,
      (row) => modelHref(row.model),
    ),
    { id: "provider", title: "Provider", width: "108px", sortable: true, cell: (row) => <span>{row.provider ?? NONE}</span> },
    trendColumn("Calls over time"),
    countColumn("calls", "Calls", (row) => row.calls, modelTraces),
    errorColumn(
      (row) => row.calls,
      (row) => tracesWith("model", row.model, " has:error"),
    ),
    durationColumn("ttft_p50_ms", "TTFT p50", (row) => row.ttft_p50_ms, "Time to first token"),
    durationColumn(
      "ttft_p95_ms",
      "TTFT p95",
      (row) => row.ttft_p95_ms,
      "Time to first token",
      (row, ms) => tracesWith("model", row.model, ` ttft_ms>=${Math.floor(ms)}`),
    ),
    durationColumn("tpot_p50_ms", "TPOT p50", (row) => row.tpot_p50_ms, "Time per output token after the first"),
    durationColumn("tpot_p95_ms", "TPOT p95", (row) => row.tpot_p95_ms, "Time per output token after the first"),
    durationColumn("p50_ms", "p50", (row) => row.p50_ms),
    durationColumn("p95_ms", "p95", (row) => row.p95_ms, undefined, slowModel),
    durationColumn("p99_ms", "p99", (row) => row.p99_ms, undefined, slowModel),
    countColumn("input_tokens", "Input tokens", (row) => row.input_tokens, modelTraces),
    countColumn(
      "cache_read_tokens",
      "Cached",
      (row) => row.cache_read_tokens,
      (row) => tracesWith("model", row.model, " cache_read_tokens>0"),
    ),
    countColumn("output_tokens", "Output tokens", (row) => row.output_tokens, modelTraces),
    costColumn(modelTraces),
    lastColumn(),
  ],
};

const agentHref = (row: AgentRow) => tracesWith("agent", row.agent_name);
const agents: Inventory<AgentRow> = {
  name: "agents",
  title: "Agents",
  defaultSort: "-invocations",
  nameOf: (row) => row.agent_name,
  hrefOf: agentHref,
  answer: (rows) => summary(rows, "agent", (row) => row.agent_name),
  empty: "Agents appear when spans carry the name of an agent.",
  columns: [
    nameColumn("agent_name", "Agent", (row) => row.agent_name, agentHref),
    trendColumn("Runs over time"),
    countColumn("invocations", "Invocations", (row) => row.invocations, agentHref),
    countColumn("traces", "Traces", (row) => row.traces, agentHref),
    errorColumn(
      (row) => row.invocations,
      (row) => tracesWith("agent", row.agent_name, " has:error"),
    ),
    durationColumn("p50_ms", "p50", (row) => row.p50_ms),
    durationColumn(
      "p95_ms",
      "p95",
      (row) => row.p95_ms,
      undefined,
      (row, ms) => tracesWith("agent", row.agent_name, slowerThan(ms)),
    ),
    countColumn(
      "llm_calls",
      "Model calls",
      (row) => row.llm_calls,
      (row) => tracesWith("agent", row.agent_name, " llm_calls>0"),
    ),
    countColumn(
      "tool_calls",
      "Tool calls",
      (row) => row.tool_calls,
      (row) => tracesWith("agent", row.agent_name, " tool_calls>0"),
    ),
    countColumn("input_tokens", "Input tokens", (row) => row.input_tokens, agentHref),
    countColumn("output_tokens", "Output tokens", (row) => row.output_tokens, agentHref),
    costColumn(agentHref),
    lastColumn(),
  ],
};

export const ServicesPage = () => <InventoryTable inventory={services} />;
export const ModelsPage = () => <InventoryTable inventory={models} tabs={<ModelsTabs current="models" />} />;
export const AgentsPage = () => <InventoryTable inventory={agents} />;
export const ToolsPage = () => <InventoryTable inventory={tools} />;
