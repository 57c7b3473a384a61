// SPDX-License-Identifier: Apache-2.0
import { useMemo, useState } from "react";
import type { ToolVersion } from "@/api/tools";
import { diffLines, foldSame } from "@/base/diff";
import { toPrettyJson } from "@/base/export";
import { parseJsonText } from "@/base/message";
import { formatBytes, formatCount, plural, shortId } from "@/base/format";
import { CopyButton } from "@/widgets/Button";
import { Card } from "@/widgets/Card";
import { Time } from "@/widgets/Figures";
import { Skeleton } from "@/widgets/Notice";
import css from "./Versions.module.css";

interface VersionsProps {
  versions: readonly ToolVersion[] | undefined;
  loading: boolean;
}

/** How its definition changed, each version against the one before. */
export function Versions({ versions = [], loading }: VersionsProps) {
  const [chosen, setChosen] = useState(0);
  const version = versions[chosen];
  return (
    <Card title="Definition" note={versions.length > 0 ? plural(versions.length, "version") : undefined}>
      {loading && <Skeleton height={220} />}
      {!loading && versions.length === 0 && (
        <p className={css.muted}>Its definition was not captured: model calls did not say which tools they were offered.</p>
      )}
      {version && (
        <div className={css.columns}>
          <ol className={css.list} aria-label="Versions">
            {versions.map((one, index) => (
              <li key={one.hash}>
                <button type="button" aria-pressed={index === chosen} onClick={() => setChosen(index)}>
                  <span>
                    <b>{formatCount(one.tokens)} tokens</b> <Grown now={one.tokens} before={versions[index + 1]?.tokens} />
                  </span>
                  <small>
                    <code title={one.hash}>{shortId(one.hash)}</code> · {formatBytes(one.bytes)}
                  </small>
                  <small>
                    <Time value={one.first_time} />
                    {one.last_time !== one.first_time && (
                      <>
                        {" "}
                        – <Time value={one.last_time} />
                      </>
                    )}
                  </small>
                </button>
              </li>
            ))}
          </ol>
          <Difference version={version} before={versions[chosen + 1]} />
        </div>
      )}
    </Card>
  );
}

function Grown({ now, before }: { now: number | null | undefined; before: number | null | undefined }) {
  if (now == null || before == null || now === before) return null;
  const difference = now - before;
  return (
    <span className={difference > 0 ? css.more : css.less}>
      {difference > 0 ? "+" : "−"}
      {formatCount(Math.abs(difference))}
    </span>
  );
}

const textOf = (version: ToolVersion | undefined) =>
  version?.definition == null ? "" : toPrettyJson(parseJsonText(version.definition));

function Difference({ version, before }: { version: ToolVersion; before: ToolVersion | undefined }) {
  const text = textOf(version);
  const parts = useMemo(() => (before ? foldSame(diffLines(textOf(before), text)) : null), [before, text]);
  const lines = useMemo(() => parts ?? [{ kind: "lines" as const, lines: diffLines(text, text) }], [parts, text]);
  return (
    <div className={css.difference}>
      <div className={css.caption}>
        <span className={css.muted}>{before ? "What changed against the version before" : "The first version seen"}</span>
        <CopyButton label="Copy the definition" text={text} />
      </div>
      <div className={css.code} tabIndex={0} role="group" aria-label="Definition, line by line">
        {lines.map((part, index) =>
          part.kind === "left out" ? (
            <div key={index} className={css.leftOut}>
              {plural(part.count, "line")} as before
            </div>
          ) : (
            part.lines.map((line, at) => (
              <div key={`${index} ${at}`} className={line.kind === "same" ? undefined : css[line.kind]}>
                <span className={css.sign}>
                  {SIGNS[line.kind]}
                  {line.kind !== "same" && <span className="visually-hidden">{line.kind}: </span>}
                </span>
                <code>{line.text}</code>
              </div>
            ))
          ),
        )}
      </div>
    </div>
  );
}

const SIGNS = { same: " ", added: "+", removed: "−" } as const;
