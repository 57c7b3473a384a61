// SPDX-License-Identifier: Apache-2.0
import { useRef, useState, type KeyboardEvent } from "react";
import type { SqlSchema } from "@/api/admin";
import { completeSql, wordAt, type SqlWord } from "./words";
import css from "./Sql.module.css";

interface SqlEditorProps {
  value: string;
  schema: SqlSchema | undefined;
  onChange: (text: string) => void;
  onRun: () => void;
}

/** A plain text area that completes names. Ctrl+Enter runs; Tab leaves the field unless a completion is chosen. */
export function SqlEditor({ value, schema, onChange, onRun }: SqlEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [words, setWords] = useState<SqlWord[]>([]);
  const [active, setActive] = useState(0);

  const accept = (word: SqlWord) => {
    const caret = area.current?.selectionStart ?? value.length;
    const { start } = wordAt(value, caret);
    area.current?.setRangeText(word.text, start, caret, "end");
    onChange(area.current?.value ?? value);
    setWords([]);
    area.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const word = words[active];
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onRun();
    else if ((event.key === "Enter" || event.key === "Tab") && word) accept(word);
    else if (event.key === "ArrowDown" && words.length > 0) setActive((active + 1) % words.length);
    else if (event.key === "ArrowUp" && words.length > 0) setActive((active + words.length - 1) % words.length);
    else if (event.key === "Escape" && words.length > 0) setWords([]);
    else return;
    event.preventDefault();
  };

  return (
    <div className={css.editor}>
      <textarea
        ref={area}
        aria-label="SQL"
        spellCheck={false}
        autoCapitalize="off"
        rows={Math.min(18, Math.max(6, value.split("\n").length + 1))}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
          setWords(schema ? completeSql(schema, event.target.value, event.target.selectionStart) : []);
          setActive(0);
        }}
        onBlur={() => setWords([])}
        onKeyDown={onKeyDown}
      />
      {words.length > 0 && (
        <ul className={css.words} role="listbox" aria-label="Completions">
          {words.map((word, index) => (
            <li
              key={word.text}
              role="option"
              aria-selected={index === active}
              onPointerDown={(event) => {
                event.preventDefault();
                accept(word);
              }}
            >
              <code>{word.text}</code>
              <span>{word.hint}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
