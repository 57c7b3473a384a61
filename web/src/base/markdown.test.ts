// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { parseInline, parseMarkdown } from "./markdown";

describe("blocks", () => {
  it("reads headings, lists, code, quotes, tables and paragraphs", () => {
    const text =
      "# Title\n\nHello\nworld\n\n- one\n- two\n  more\n\n1. first\n\n```sql\nSELECT 1\n```\n> quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---";
    expect(parseMarkdown(text).map((block) => block.type)).toEqual([
      "heading",
      "paragraph",
      "list",
      "list",
      "code",
      "quote",
      "table",
      "rule",
    ]);
  });

  it("keeps an unclosed fence as code", () => {
    expect(parseMarkdown("```\nSELECT")).toEqual([{ type: "code", language: "", text: "SELECT" }]);
  });

  it("does not follow nesting without end", () => {
    expect(() => parseMarkdown(">".repeat(5000))).not.toThrow();
    expect(() => parseInline("*".repeat(20_000))).not.toThrow();
  });
});

describe("inline", () => {
  it("reads code, emphasis and links", () => {
    expect(parseInline("a `b` **c** *d* [e](https://x.test)").map((node) => node.type)).toEqual([
      "text",
      "code",
      "text",
      "strong",
      "text",
      "emphasis",
      "text",
      "link",
    ]);
  });

  it("leaves markup as text", () => {
    expect(parseInline("<img src=x onerror=alert(1)>")).toEqual([{ type: "text", text: "<img src=x onerror=alert(1)>" }]);
  });

  it("never links to anything but web and mail", () => {
    expect(parseInline("[x](javascript:alert)")).toEqual([{ type: "text", text: "x (javascript:alert)" }]);
    expect(parseInline("[x](data:text/html,1)")).toEqual([{ type: "text", text: "x (data:text/html,1)" }]);
  });

  it("keeps an image as a description of one", () => {
    expect(parseInline("![chart](https://x.test/a.png)")).toEqual([
      { type: "image", alt: "chart", source: "https://x.test/a.png" },
    ]);
  });

  it("leaves snake_case words alone", () => {
    expect(parseInline("call search_docs_now please")).toEqual([{ type: "text", text: "call search_docs_now please" }]);
  });
});
