// SPDX-License-Identifier: Apache-2.0
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
