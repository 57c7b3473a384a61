// SPDX-License-Identifier: Apache-2.0
import css from "./Overlay.module.css";

export const isApple = /mac|iphone|ipad/i.test(navigator.userAgent);

export function Shortcut({ keys }: { keys: string }) {
  return (
    <span className={css.keys}>
      {keys.split(" ").map((key, index) => (
        <kbd key={index}>
          {key
            .replace("mod+", isApple ? "⌘" : "Ctrl ")
            .replace("Enter", "↵")
            .replace("Escape", "Esc")
            .replace("Arrow", "")}
        </kbd>
      ))}
    </span>
  );
}
