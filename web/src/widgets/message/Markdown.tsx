// SPDX-License-Identifier: Apache-2.0
import { memo, useMemo, type ReactNode } from "react";
import { parseMarkdown, type Block, type Inline } from "@/base/markdown";
import css from "./Markdown.module.css";

/** Text written by a model or a user: elements are built one by one, so nothing in it can become markup. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  return <div className={css.markdown}>{renderBlocks(blocks)}</div>;
});

function renderBlocks(blocks: Block[]): ReactNode {
  return blocks.map((block, index) => <BlockView key={index} block={block} />);
}

function BlockView({ block }: { block: Block }) {
  switch (block.type) {
    case "heading":
      return <h3>{renderInline(block.children)}</h3>;
    case "paragraph":
      return <p className={css.paragraph}>{renderInline(block.children)}</p>;
    case "code":
      return (
        <pre className={css.code} tabIndex={0} aria-label={block.language ? `Code, ${block.language}` : "Code"}>
          <code>{block.text}</code>
        </pre>
      );
    case "quote":
      return <blockquote className={css.quote}>{renderBlocks(block.blocks)}</blockquote>;
    case "list": {
      const items = block.items.map((item, index) => <li key={index}>{renderBlocks(item)}</li>);
      return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
    }
    case "table":
      return (
        <div className={css.table}>
          <table>
            <thead>
              <tr>
                {block.header.map((cell, index) => (
                  <th key={index}>{renderInline(cell)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row, index) => (
                <tr key={index}>
                  {row.map((cell, column) => (
                    <td key={column}>{renderInline(cell)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    case "rule":
      return <hr className={css.rule} />;
  }
}

function renderInline(nodes: Inline[]): ReactNode {
  return nodes.map((node, index) => <InlineView key={index} node={node} />);
}

function InlineView({ node }: { node: Inline }) {
  switch (node.type) {
    case "text":
      return node.text;
    case "code":
      return <code>{node.text}</code>;
    case "strong":
      return <strong>{renderInline(node.children)}</strong>;
    case "emphasis":
      return <em>{renderInline(node.children)}</em>;
    case "link":
      return <OutsideLink href={node.href}>{renderInline(node.children)}</OutsideLink>;
    case "image":
      return (
        <span className={css.image} title={node.source}>
          Image: {node.alt || "no description"}
        </span>
      );
  }
}

/** A button, not an anchor: nothing is fetched, prefetched or opened before a person clicks, and the address is shown. */
function OutsideLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <button type="button" className={css.link} title={href} onClick={() => window.open(href, "_blank", "noopener,noreferrer")}>
      {children}
    </button>
  );
}
