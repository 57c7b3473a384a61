// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { SNIPPETS, type Endpoint } from "@/base/snippets";
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
export function Snippets({ endpoint }: { endpoint: Endpoint }) {
  const [chosen, setChosen] = useState("env");
  const snippet = SNIPPETS.find((one) => one.id === chosen) ?? SNIPPETS[0];
  if (!snippet) return null;
  return (
    <div className={css.snippets}>
      <div className={css.tabs} role="tablist" aria-label="Framework">
        {SNIPPETS.map((one) => (
          <button key={one.id} type="button" role="tab" aria-selected={one.id === snippet.id} onClick={() => setChosen(one.id)}>
            {one.title}
          </button>
        ))}
      </div>
      <CodeBlock text={snippet.text(endpoint)} label={`${snippet.title}, ${snippet.language}`} />
    </div>
  );
}
