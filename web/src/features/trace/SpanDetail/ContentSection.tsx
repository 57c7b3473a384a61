// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import type { SpanDetail, ToolDefinition } from "@/api/types";
import { plural } from "@/base/format";
import type { Json, Message } from "@/base/message";
import { JsonTree } from "@/widgets/JsonTree";
import { MessageView } from "@/widgets/message/MessageView";
import { Value } from "@/widgets/message/PartView";
import css from "./SpanPanel.module.css";

/** Earlier messages of a long input are folded: the question is at its end. */
const OPEN_MESSAGES = 4;

export function ContentSection({ detail }: { detail: SpanDetail }) {
  const system = detail.system_instructions ?? [];
  const input = detail.messages_in ?? [];
  const output = detail.messages_out ?? [];
  const tools = detail.tool_defs ?? [];
  const hasTool = detail.tool_arguments != null || detail.tool_result != null;
  const hasMessages = system.length + input.length + output.length > 0;
  if (!hasTool && !hasMessages && tools.length === 0) return <Previews detail={detail} />;
  return (
    <>
      {output.length > 0 && <Messages title="Output" messages={output} />}
      {hasTool && (
        <>
          <ValueSection title="Arguments" value={detail.tool_arguments} />
          <ValueSection title="Result" value={detail.tool_result} />
        </>
      )}
      {input.length > 0 && <Messages title={`Input, ${plural(input.length, "message")}`} messages={input} />}
      {system.length > 0 && <Messages title="System instructions" messages={system} folded />}
      {tools.length > 0 && (
        <Section title={`${plural(tools.length, "tool")} offered`}>
          {tools.map((tool, index) => (
            <ToolView key={index} tool={tool} />
          ))}
        </Section>
      )}
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={css.section}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Messages({ title, messages, folded = false }: { title: string; messages: Message[]; folded?: boolean }) {
  const foldedUntil = messages.length - OPEN_MESSAGES;
  return (
    <Section title={title}>
      {messages.map((message, index) => (
        <MessageView key={index} message={message} folded={folded || message.role === "system" || index < foldedUntil} />
      ))}
    </Section>
  );
}

function ValueSection({ title, value }: { title: string; value: Json | undefined }) {
  if (value == null) return null;
  return (
    <Section title={title}>
      <Value value={value} />
    </Section>
  );
}

function ToolView({ tool }: { tool: ToolDefinition }) {
  return (
    <details className={css.event}>
      <summary>
        <code>{tool.name}</code> <span className={css.muted}>{tool.description}</span>
      </summary>
      {tool.parameters != null && <JsonTree value={tool.parameters} />}
    </details>
  );
}

function Previews({ detail }: { detail: SpanDetail }) {
  if (!detail.input_preview && !detail.output_preview)
    return <p className={css.muted}>This span carries no messages. Its attributes may tell more.</p>;
  return (
    <>
      <ValueSection title="Input (start)" value={detail.input_preview} />
      <ValueSection title="Output (start)" value={detail.output_preview} />
    </>
  );
}
