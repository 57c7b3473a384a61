// SPDX-License-Identifier: Apache-2.0
import type { Span } from "@/api/types";
import { millisBetween, parseNanos } from "@/base/time";

/**
 * The spans of a trace as a tree that is always finite. Telemetry is not to be trusted: parents may be missing,
 * a span may name itself or a descendant as its parent, ids may repeat, clocks may disagree.
 */
export interface TreeNode {
  span: Span;
  /** Offset from the trace's earliest start. */
  startMs: number;
  endMs: number;
  /** Time in which no child was running. */
  selfMs: number;
  depth: number;
  parent: TreeNode | null;
  children: TreeNode[];
  /** Spans below this one, itself not counted. */
  descendants: number;
  /** Errors at or below this span. */
  errors: number;
  mark: "orphan" | "cycle" | null;
  /** How far it starts before its parent or ends after it; 0 when the clocks agree. */
  skewMs: number;
}

export interface TraceTree {
  roots: TreeNode[];
  /** Depth-first, children in order of start. */
  nodes: TreeNode[];
  byId: Map<string, TreeNode>;
  durationMs: number;
  startNanos: bigint;
}

/** Differences below this are rounding of exporters, not clocks. */
const SKEW_TOLERANCE_MS = 1;

export function buildTree(spans: readonly Span[]): TraceTree {
  const starts = spans.map((span) => parseNanos(span.start_time) ?? 0n);
  const startNanos = starts.reduce((least, start) => (start < least ? start : least), starts[0] ?? 0n);
  const byId = new Map<string, TreeNode>();
  for (const [index, span] of spans.entries()) {
    if (byId.has(span.span_id)) continue;
    const startMs = millisBetween(startNanos, starts[index] ?? 0n);
    byId.set(span.span_id, emptyNode(span, startMs));
  }
  const roots = link(byId);
  const nodes = walk(roots);
  summarise(nodes);
  const durationMs = nodes.reduce((latest, node) => Math.max(latest, node.endMs), 0);
  return { roots, nodes, byId, durationMs, startNanos };
}

function emptyNode(span: Span, startMs: number): TreeNode {
  const endMs = startMs + Math.max(0, span.duration_ms);
  return {
    span,
    startMs,
    endMs,
    selfMs: 0,
    depth: 0,
    parent: null,
    children: [],
    descendants: 0,
    errors: 0,
    mark: null,
    skewMs: 0,
  };
}

function link(byId: Map<string, TreeNode>): TreeNode[] {
  const roots: TreeNode[] = [];
  for (const node of byId.values()) {
    const parentId = node.span.parent_span_id;
    const parent = parentId ? byId.get(parentId) : undefined;
    if (parent) node.parent = parent;
    else {
      if (parentId) node.mark = "orphan";
      roots.push(node);
    }
  }
  roots.push(...cutCycles(byId));
  for (const node of byId.values()) node.parent?.children.push(node);
  const byStart = (a: TreeNode, b: TreeNode) => a.startMs - b.startMs;
  for (const node of byId.values()) node.children.sort(byStart);
  return roots.sort(byStart);
}

/** Walks up from every span once; a walk that meets itself is a cycle and is cut at its earliest span. */
function cutCycles(byId: Map<string, TreeNode>): TreeNode[] {
  const cut: TreeNode[] = [];
  const settled = new Set<TreeNode>();
  for (const start of byId.values()) {
    const path = new Set<TreeNode>();
    let node: TreeNode | null = start;
    while (node && !settled.has(node) && !path.has(node)) {
      path.add(node);
      node = node.parent;
    }
    if (node && path.has(node)) {
      const first = earliestOfCycle(node);
      first.parent = null;
      first.mark = "cycle";
      cut.push(first);
    }
    for (const visited of path) settled.add(visited);
  }
  return cut;
}

function earliestOfCycle(member: TreeNode): TreeNode {
  let first = member;
  for (let node = member.parent; node && node !== member; node = node.parent) {
    if (node.startMs < first.startMs) first = node;
  }
  return first;
}

/** Without recursion: a chain of 50,000 spans is deeper than the call stack. */
function walk(roots: readonly TreeNode[]): TreeNode[] {
  const nodes: TreeNode[] = [];
  const pending = [...roots].reverse();
  for (let node = pending.pop(); node; node = pending.pop()) {
    node.depth = node.parent ? node.parent.depth + 1 : 0;
    nodes.push(node);
    for (let index = node.children.length - 1; index >= 0; index--) {
      const child = node.children[index];
      if (child) pending.push(child);
    }
  }
  return nodes;
}

function summarise(nodes: readonly TreeNode[]): void {
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index];
    if (!node) continue;
    node.errors += node.span.status === "error" ? 1 : 0;
    node.selfMs = selfTime(node);
    node.skewMs = skewOf(node);
    if (node.parent) {
      node.parent.descendants += node.descendants + 1;
      node.parent.errors += node.errors;
    }
  }
}

/** Children may overlap, so their union is subtracted, not their sum. */
function selfTime(node: TreeNode): number {
  let covered = 0;
  let reached = node.startMs;
  for (const child of node.children) {
    const from = Math.max(child.startMs, reached);
    const to = Math.min(child.endMs, node.endMs);
    if (to > from) {
      covered += to - from;
      reached = to;
    }
  }
  return Math.max(0, node.endMs - node.startMs - covered);
}

/** A child that starts before its parent was measured by another clock; one that only outlives it may be asynchronous. */
function skewOf(node: TreeNode): number {
  if (!node.parent) return 0;
  const early = node.parent.startMs - node.startMs;
  return early > SKEW_TOLERANCE_MS ? early : 0;
}

export function ancestors(node: TreeNode): TreeNode[] {
  const found: TreeNode[] = [];
  for (let parent = node.parent; parent; parent = parent.parent) found.push(parent);
  return found;
}
