// SPDX-License-Identifier: Apache-2.0
/**
 * A subset of Markdown as data, so that rendering builds elements and never markup: text from a model
 * cannot become a tag, a script or a request. Unknown syntax stays text.
 */
export type Inline =
  | { type: "text"; text: string }
  | { type: "code"; text: string }
  | { type: "strong"; children: Inline[] }
  | { type: "emphasis"; children: Inline[] }
  | { type: "link"; href: string; children: Inline[] }
  | { type: "image"; alt: string; source: string };

export type Block =
  | { type: "heading"; level: number; children: Inline[] }
  | { type: "paragraph"; children: Inline[] }
  | { type: "code"; language: string; text: string }
  | { type: "quote"; blocks: Block[] }
  | { type: "list"; ordered: boolean; start: number; items: Block[][] }
  | { type: "table"; header: Inline[][]; rows: Inline[][][] }
  | { type: "rule" };

const MAX_DEPTH = 6;
const ITEM = /^(\s{0,3})([-*+]|\d{1,9}[.)])\s+(.*)$/;
const FENCE = /^\s{0,3}(`{3,}|~{3,})\s*([^`]*)$/;
const STARTS_BLOCK = /^\s{0,3}(#{1,6}\s|>|[-*+]\s|\d{1,9}[.)]\s|`{3}|~{3})/;

export function parseMarkdown(text: string, depth = 0): Block[] {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.trim() === "") {
      at++;
      continue;
    }
    const [block, next] = readBlock(lines, at, depth);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

function readBlock(lines: string[], at: number, depth: number): [Block, number] {
  const line = lines[at] ?? "";
  const fence = FENCE.exec(line);
  if (fence) return readFence(lines, at, fence[1] ?? "```", (fence[2] ?? "").trim());
  const heading = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*$/.exec(line);
  if (heading) return [{ type: "heading", level: heading[1]?.length ?? 1, children: parseInline(heading[2] ?? "") }, at + 1];
  if (/^\s{0,3}([-*_])(\s*\1){2,}\s*$/.test(line)) return [{ type: "rule" }, at + 1];
  if (depth < MAX_DEPTH && /^\s{0,3}>/.test(line)) return readQuote(lines, at, depth);
  if (depth < MAX_DEPTH && ITEM.test(line)) return readList(lines, at, depth);
  if (line.includes("|") && /^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(lines[at + 1] ?? ""))
    return readTable(lines, at);
  return readParagraph(lines, at);
}

function readFence(lines: string[], at: number, mark: string, language: string): [Block, number] {
  let end = at + 1;
  while (end < lines.length && !(lines[end] ?? "").trim().startsWith(mark)) end++;
  return [{ type: "code", language, text: lines.slice(at + 1, end).join("\n") }, end + 1];
}

function readQuote(lines: string[], at: number, depth: number): [Block, number] {
  let end = at;
  while (end < lines.length && /^\s{0,3}>/.test(lines[end] ?? "")) end++;
  const inner = lines.slice(at, end).map((line) => line.replace(/^\s{0,3}> ?/, ""));
  return [{ type: "quote", blocks: parseMarkdown(inner.join("\n"), depth + 1) }, end];
}

function readList(lines: string[], at: number, depth: number): [Block, number] {
  const marker = ITEM.exec(lines[at] ?? "")?.[2] ?? "-";
  const ordered = /\d/.test(marker);
  const items: string[][] = [];
  let end = at;
  while (end < lines.length) {
    const line = lines[end] ?? "";
    const item = ITEM.exec(line);
    if (item && /\d/.test(item[2] ?? "") === ordered) items.push([item[3] ?? ""]);
    else if (/^\s{2,}\S/.test(line) || (line.trim() === "" && /^\s{2,}\S/.test(lines[end + 1] ?? ""))) {
      items.at(-1)?.push(line.replace(/^\s{2,4}/, ""));
    } else break;
    end++;
  }
  const blocks = items.map((item) => parseMarkdown(item.join("\n"), depth + 1));
  return [{ type: "list", ordered, start: ordered ? Number.parseInt(marker, 10) : 1, items: blocks }, end];
}

function cells(line: string): Inline[][] {
  return line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => parseInline(cell.trim()));
}

function readTable(lines: string[], at: number): [Block, number] {
  let end = at + 2;
  while (end < lines.length && (lines[end] ?? "").includes("|")) end++;
  return [{ type: "table", header: cells(lines[at] ?? ""), rows: lines.slice(at + 2, end).map(cells) }, end];
}

function readParagraph(lines: string[], at: number): [Block, number] {
  let end = at + 1;
  while (end < lines.length && (lines[end] ?? "").trim() !== "" && !STARTS_BLOCK.test(lines[end] ?? "")) end++;
  return [{ type: "paragraph", children: parseInline(lines.slice(at, end).join("\n")) }, end];
}

const INLINE =
  /(`+)([^`]+)\1|!\[([^\]]{0,400})\]\(([^)\s]{0,4000})[^)]{0,400}\)|\[([^\]]{1,400})\]\(([^)\s]{1,4000})[^)]{0,400}\)|\*\*([^*]{1,2000})\*\*|__([^_]{1,2000})__|\*([^*\s][^*]{0,2000})\*|\b_([^_\s][^_]{0,2000})_\b|(https?:\/\/[^\s<>"')\]]+)/;

export function parseInline(text: string, depth = 0): Inline[] {
  const nodes: Inline[] = [];
  let rest = text;
  while (rest !== "") {
    const match = depth < MAX_DEPTH ? INLINE.exec(rest) : null;
    if (!match) return [...nodes, { type: "text", text: rest }];
    if (match.index > 0) nodes.push({ type: "text", text: rest.slice(0, match.index) });
    nodes.push(inlineOf(match, depth));
    rest = rest.slice(match.index + match[0].length);
  }
  return nodes;
}

function inlineOf(match: RegExpExecArray, depth: number): Inline {
  const [whole, , code, alt, source, label, href, strong, strong2, emphasis, emphasis2, bare] = match;
  if (code !== undefined) return { type: "code", text: code };
  if (source !== undefined) return { type: "image", alt: alt ?? "", source };
  if (href !== undefined) return linkTo(href, parseInline(label ?? href, depth + 1));
  if (strong !== undefined || strong2 !== undefined)
    return { type: "strong", children: parseInline(strong ?? strong2 ?? "", depth + 1) };
  if (emphasis !== undefined || emphasis2 !== undefined)
    return { type: "emphasis", children: parseInline(emphasis ?? emphasis2 ?? "", depth + 1) };
  return linkTo(bare ?? whole, [{ type: "text", text: whole }]);
}

/** Only web and mail addresses become links; javascript:, data: and relative ones stay text. */
function linkTo(href: string, children: Inline[]): Inline {
  if (/^(https?:\/\/|mailto:)/i.test(href)) return { type: "link", href, children };
  return { type: "text", text: `${plain(children)} (${href})` };
}

function plain(nodes: Inline[]): string {
  return nodes.map((node) => ("text" in node ? node.text : "children" in node ? plain(node.children) : node.alt)).join("");
}
