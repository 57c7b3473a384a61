// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { SNIPPETS, type Endpoint, type Snippet } from "@/base/snippets";
import { CopyButton } from "./Button";
import css from "./CodeBlock.module.css";

export function CodeBlock({ text, label }: { text: string; label: string }) {
  return (
    <div className={css.block}>
      <pre tabIndex={0} aria-label={label}>
        <code>{text}</code>
      </pre>
      <span className={css.copy}>
        <CopyButton text={text} />
      </span>
    </div>
  );
}

/** The lines to paste, per framework, with this server's address filled in. */
export function Snippets({ endpoint, snippets = SNIPPETS }: { endpoint: Endpoint; snippets?: readonly Snippet[] }) {
  const [chosen, setChosen] = useState("env");
  const snippet = snippets.find((one) => one.id === chosen) ?? snippets[0];
  if (!snippet) return null;
  return (
    <div className={css.snippets}>
      <div className={css.tabs} role="tablist" aria-label="Framework">
        {snippets.map((one) => (
          <button key={one.id} type="button" role="tab" aria-selected={one.id === snippet.id} onClick={() => setChosen(one.id)}>
            {one.title}
          </button>
        ))}
      </div>
      <CodeBlock text={snippet.text(endpoint)} label={`${snippet.title}, ${snippet.language}`} />
    </div>
  );
}
