// SPDX-License-Identifier: Apache-2.0
import { newSpanId, sendTrace, type TestSpan } from "./otlp";

const CALLS = 8;
const TOOLS = 24;

function definition(name: string) {
  return {
    type: "function",
    name,
    description: `${name}: ${"looks something up and returns what it found, with its source. ".repeat(30)}`,
    parameters: {
      type: "object",
      properties: { query: { type: "string", description: "what to look for" } },
      required: ["query"],
    },
  };
}

const text = (content: string) => ({ type: "text", content });

/** The run of an agent that is offered many tools, uses one, and sends its large results again and again. */
export function wastefulRun(agentName: string): TestSpan[] {
  const agent = newSpanId();
  const tool = `${agentName}_search`;
  const definitions = [tool, ...Array.from({ length: TOOLS - 1 }, (_, index) => `${agentName}_unused_${index}`)].map(definition);
  const history: object[] = [{ role: "user", parts: [text("Why did the deploy fail?")] }];
  const spans: TestSpan[] = [
    {
      id: agent,
      name: `invoke_agent ${agentName}`,
      at: 0,
      ms: CALLS * 1000,
      attributes: { "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": agentName },
    },
  ];
  for (let call = 0; call < CALLS; call++) {
    const last = call === CALLS - 1;
    const id = `call_${call}`;
    const asks = { type: "tool_call", id, name: tool, arguments: { query: `page ${call}` } };
    const answer = { role: "assistant", parts: last ? [text("A flag was missing.")] : [asks] };
    spans.push({
      parent: agent,
      name: "chat gpt-4o",
      at: call * 1000 + 5,
      ms: 600,
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "gpt-4o",
        "gen_ai.agent.name": agentName,
        "gen_ai.usage.input_tokens": 12_000 + call * 9000,
        "gen_ai.usage.output_tokens": 40,
        "gen_ai.tool.definitions": JSON.stringify(definitions),
        "gen_ai.input.messages": JSON.stringify(history),
        "gen_ai.output.messages": JSON.stringify([answer]),
      },
    });
    if (last) break;
    const result = `log of page ${call}: ${`line ${call} of a service that says very little. `.repeat(900)}`;
    history.push(answer, { role: "tool", parts: [{ type: "tool_call_response", id, response: result }] });
    spans.push({
      parent: agent,
      name: `execute_tool ${tool}`,
      at: call * 1000 + 700,
      ms: 120,
      attributes: {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": tool,
        "gen_ai.tool.call.id": id,
        "gen_ai.agent.name": agentName,
        "gen_ai.tool.call.result": result,
      },
    });
  }
  return spans;
}

/** Sends the run and gives the name of the tool it uses. */
export async function sendWastefulRun(traceId: string, agentName: string): Promise<string> {
  await sendTrace("e2e-ledger", traceId, wastefulRun(agentName));
  return `${agentName}_search`;
}
