// SPDX-License-Identifier: Apache-2.0
import { toMillis } from "@/base/time";

/** Something that happened, drawn as a line through a chart. */
export interface Moment {
  id: string;
  fromMs: number;
  /** Null for a moment without length. */
  toMs: number | null;
  title: string;
  tone: "note" | "bad" | "good";
  href: string | null;
}

/** An annotation as the API answers it. */
interface Happened {
  id: string;
  kind: "note" | "alert";
  from: string;
  to: string | null;
  title: string;
  text: string;
  tags: readonly string[];
  link: string | null;
}

export function momentOf({ id, kind, from, to, title, text, tags, link }: Happened): Moment {
  return {
    id,
    fromMs: toMillis(from),
    toMs: to === null ? null : toMillis(to),
    title: text === "" ? title : `${title}\n${text}`,
    tone: kind === "note" ? "note" : tags.includes("firing") ? "bad" : "good",
    href: link,
  };
}
