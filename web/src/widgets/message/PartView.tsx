// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { formatBytes, formatCount } from "@/base/format";
import { parseJsonText, type Json, type Part } from "@/base/message";
import { CopyButton } from "@/widgets/Button";
import { Fold } from "@/widgets/Fold";
import { JsonTree } from "@/widgets/JsonTree";
import { Markdown } from "./Markdown";
import css from "./Message.module.css";

export function PartView({ part }: { part: Part }) {
  switch (part.type) {
    case "text":
      return <Text text={part.text} />;
    case "reasoning":
      return (
        <Fold className={css.fold} summary={`Reasoning, ${formatCount(part.text.length)} characters`}>
          <div className={css.reasoning}>
            <Markdown text={part.text} />
          </div>
        </Fold>
      );
    case "tool_call":
      return <ToolCallView name={part.name} input={part.arguments} result={undefined} figures={null} />;
    case "tool_result":
      return (
        <div className={css.call}>
          <div className={css.callHead}>
            <span className={css.label}>result of</span>
            <span className={css.callName}>{part.name ?? part.id ?? "tool"}</span>
          </div>
          <div className={css.callPart}>
            <Value value={part.result} />
          </div>
        </div>
      );
    case "media":
      return (
        <span className={css.media}>
          {part.modality ?? "Media"}
          {part.mime_type && `, ${part.mime_type}`}
          {part.bytes != null && `, ${formatBytes(part.bytes)}`} (not shown)
        </span>
      );
    case "other":
      return <JsonTree value={part.value} />;
  }
}

function Text({ text }: { text: string }) {
  const value = parseJsonText(text);
  return typeof value === "string" ? <Markdown text={value} /> : <JsonTree value={value} />;
}

/** Values from this length on may scroll, and what scrolls must be reachable by keyboard. */
const SCROLLS_FROM = 500;

/** A value of unknown shape: text as Markdown, anything else as a tree. */
export function Value({ value }: { value: Json }) {
  const length = typeof value === "string" ? value.length : JSON.stringify(value).length;
  return (
    <div className={css.long} tabIndex={length > SCROLLS_FROM ? 0 : undefined}>
      {typeof value === "string" ? <Text text={value} /> : <JsonTree value={value} open={3} />}
    </div>
  );
}

interface ToolCallProps {
  name: string;
  input: Json;
  result: Json | undefined;
  figures: ReactNode;
}

/** A tool call with its arguments, and its result when it was found. */
export function ToolCallView({ name, input, result, figures }: ToolCallProps) {
  return (
    <div className={css.call}>
      <div className={css.callHead}>
        <span className={css.callName}>{name}</span>
        <span className={css.figures}>{figures}</span>
        <CopyButton label="Copy the call" text={() => JSON.stringify({ name, arguments: input, result }, null, 2)} />
      </div>
      {input !== null && (
        <div className={css.callPart}>
          <JsonTree value={input} open={1} />
        </div>
      )}
      {result !== undefined && result !== null && (
        <div className={css.callPart}>
          <div className={css.label}>Result</div>
          <Value value={result} />
        </div>
      )}
    </div>
  );
}
