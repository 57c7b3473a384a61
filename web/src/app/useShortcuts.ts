// SPDX-License-Identifier: Apache-2.0
import { useEffect } from "react";
import { findCommand, keyName } from "@/base/commands";

const SEQUENCE_MILLIS = 900;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Enter on a focused link or button already means that link or button. */
function isPress(event: KeyboardEvent): boolean {
  return event.key === "Enter" && event.target instanceof Element && event.target.closest("a, button, summary") !== null;
}

/** Runs commands by key. Typing in a field, and an open dialog, keep their keys. */
export function useShortcuts(): void {
  useEffect(() => {
    let pending = "";
    let timer = 0;
    const onKey = (event: KeyboardEvent) => {
      const key = keyName(event);
      const isModified = key.startsWith("mod+");
      if (event.defaultPrevented || event.altKey || isPress(event) || document.querySelector("dialog[open]")) return;
      if (isTyping(event.target) && !isModified) return;
      const found = findCommand(pending, key);
      window.clearTimeout(timer);
      pending = "";
      if (found === "pending") {
        pending = key;
        timer = window.setTimeout(() => (pending = ""), SEQUENCE_MILLIS);
      } else if (found) {
        event.preventDefault();
        found.run();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("keydown", onKey);
      window.clearTimeout(timer);
    };
  }, []);
}
