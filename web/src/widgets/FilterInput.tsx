// SPDX-License-Identifier: Apache-2.0
import { useId, useRef, useState, type KeyboardEvent, type Ref } from "react";
import { completionAt, type Completion } from "@/base/filter";
import { IconButton } from "./Button";
import css from "./FilterInput.module.css";
import { Icon } from "./Icon";

export interface Suggestion {
  text: string;
  hint: string;
}

export interface FilterProblem {
  message: string;
  position?: number | undefined;
  length?: number | undefined;
  suggestion?: string | null | undefined;
}

interface FilterInputProps {
  value: string;
  placeholder: string;
  problem: FilterProblem | null;
  complete: (at: Completion) => Promise<Suggestion[]>;
  onSubmit: (q: string) => void;
  /** Hears of every letter: in a form that is sent as a whole. */
  onType?: (q: string) => void;
  inputRef?: Ref<HTMLInputElement>;
}

/** The search box of the filter language: completes fields and values, and shows an error under its character. */
export function FilterInput({ value, placeholder, problem, complete, onSubmit, onType, inputRef }: FilterInputProps) {
  const [draft, setDraft] = useState(value);
  const [shown, setShown] = useState(value);
  const [options, setOptions] = useState<Suggestion[]>([]);
  const [active, setActive] = useState(-1);
  const [target, setTarget] = useState<Completion | null>(null);
  const asked = useRef(0);
  const listId = useId();

  // The address changed from outside (Back, a facet): it wins over what was typed.
  if (shown !== value) {
    setShown(value);
    setDraft(value);
  }

  const ask = async (text: string, caret: number) => {
    const number = ++asked.current;
    const at = completionAt(text, caret);
    const found = await complete(at).catch(() => []);
    if (number !== asked.current) return;
    setTarget(at);
    setOptions(found);
    setActive(-1);
  };

  const close = () => {
    asked.current++;
    setOptions([]);
    setActive(-1);
  };

  const submit = (q: string) => {
    close();
    onSubmit(q.trim());
  };

  const accept = (option: Suggestion, input: HTMLInputElement | null) => {
    if (!target) return;
    const finished = target.kind === "value";
    const inserted = finished ? `${option.text} ` : `${option.text}:`;
    const next = draft.slice(0, target.start) + inserted + draft.slice(target.end).replace(/^\s/, "");
    setDraft(next);
    onType?.(next);
    input?.focus();
    if (finished) close();
    else void ask(next, target.start + inserted.length);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const option = options[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (options.length > 0)
        setActive((active + (event.key === "ArrowDown" ? 1 : options.length + (active < 0 ? 0 : -1))) % options.length);
    } else if ((event.key === "Enter" || event.key === "Tab") && option) {
      event.preventDefault();
      accept(option, event.currentTarget);
    } else if (event.key === "Enter") {
      // In a form it would send that as well.
      event.preventDefault();
      submit(draft);
    } else if (event.key === "Escape") {
      if (options.length > 0) {
        // A dialog around it stays open.
        event.preventDefault();
        close();
      } else event.currentTarget.blur();
    }
  };

  return (
    <div className={css.box}>
      <div className={css.field}>
        <Icon name="search" size={14} />
        <input
          ref={inputRef}
          role="combobox"
          aria-label="Filter"
          aria-expanded={options.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
          aria-invalid={problem !== null}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder={placeholder}
          value={draft}
          onChange={(event) => {
            setDraft(event.target.value);
            onType?.(event.target.value);
            void ask(event.target.value, event.target.selectionStart ?? event.target.value.length);
          }}
          onFocus={(event) => void ask(draft, event.target.selectionStart ?? draft.length)}
          onBlur={close}
          onKeyDown={onKeyDown}
        />
        {draft !== "" && (
          <IconButton small className={css.clear} icon="close" label="Clear the filter" onClick={() => submit("")} />
        )}
      </div>
      {options.length > 0 && (
        <ul className={css.list} id={listId} role="listbox" aria-label="Completions">
          {options.map((option, index) => (
            <li
              key={option.text}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === active}
              className={css.option}
              onPointerDown={(event) => {
                event.preventDefault();
                accept(option, event.currentTarget.closest(`.${css.box}`)?.querySelector("input") ?? null);
              }}
            >
              <code>{option.text}</code>
              <span>{option.hint}</span>
            </li>
          ))}
        </ul>
      )}
      {problem && <ProblemLine problem={problem} onFix={(text) => submit(fix(value, problem, text))} />}
    </div>
  );
}

function fix(q: string, problem: FilterProblem, suggestion: string): string {
  const at = problem.position ?? 0;
  return q.slice(0, at) + suggestion + q.slice(at + (problem.length ?? 0));
}

function ProblemLine({ problem, onFix }: { problem: FilterProblem; onFix: (suggestion: string) => void }) {
  const { position, length, suggestion } = problem;
  return (
    <div className={css.error} role="alert">
      {position !== undefined && (
        <span className={css.pointer} aria-hidden="true">
          {" ".repeat(position)}
          {"^".repeat(Math.max(1, length ?? 1))}
        </span>
      )}
      {problem.message}
      {suggestion && (
        <>
          {" · "}
          <button type="button" className={css.suggestion} onClick={() => onFix(suggestion)}>
            use {suggestion}
          </button>
        </>
      )}
    </div>
  );
}
