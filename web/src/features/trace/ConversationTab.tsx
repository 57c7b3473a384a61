// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { conversationQuery } from "@/api/queries";
import { buildConversation, depthByAgent } from "@/base/conversation";
import { Conversation } from "@/widgets/message/Conversation";
import { EmptyNotice, ErrorNotice, QueryStats, Skeleton, WarningNotice } from "@/widgets/Notice";
import css from "./TracePage.module.css";
import { ancestors, type TraceTree } from "./tree";
import { spanHref } from "./url";

/** How many agents an agent works for, by the span tree; its own span does not count. */
function depthInTree(tree: TraceTree, spanId: string): number | null {
  const node = tree.byId.get(spanId);
  if (!node) return null;
  const agents = new Set(ancestors(node).map((one) => (one.span.op_group === "agent" ? one.span.agent_name : null)));
  agents.delete(null);
  agents.delete(undefined);
  return Math.max(0, agents.size - 1);
}

export function ConversationTab({ traceId, tree, running }: { traceId: string; tree: TraceTree; running: boolean }) {
  const query = useQuery({ ...conversationQuery(traceId), refetchInterval: running ? 3000 : false });
  const { data } = query;
  const turns = useMemo(() => {
    if (!data) return [];
    const byAgent = depthByAgent(data);
    // Protocol calls such as listing tools have no tool name; their span's name says what they were.
    const tools = data.tools.map((tool) => ({
      ...tool,
      tool_name: tool.tool_name ?? tree.byId.get(tool.span_id)?.span.name ?? null,
    }));
    return buildConversation({ ...data, tools }, (spanId, agent) => depthInTree(tree, spanId) ?? byAgent(spanId, agent));
  }, [data, tree]);

  if (query.error && !data) return <ErrorNotice error={query.error} />;
  if (!data) {
    return (
      <div className={css.raw}>
        <Skeleton height={120} />
      </div>
    );
  }
  if (turns.length === 0) {
    return (
      <EmptyNotice title="No model calls with content">
        <p>
          Either nothing here called a model, or the sender keeps messages to itself. Many instrumentations record them only when
          asked.
        </p>
      </EmptyNotice>
    );
  }
  return (
    <div>
      {data.truncated && (
        <WarningNotice>This conversation is longer than the server sends at once; the end is missing.</WarningNotice>
      )}
      <Conversation turns={turns} spanHref={spanHref} />
      <p className={css.raw}>
        <QueryStats stats={data.stats} />
      </p>
    </div>
  );
}
