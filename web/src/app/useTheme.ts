// SPDX-License-Identifier: Apache-2.0
import { useEffect } from "react";
import { onPreferences, resolvedTheme } from "@/base/preferences";

/** Puts the chosen theme on the document; public/theme.js did it for the first paint. */
export function useTheme(): void {
  useEffect(() => {
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    const apply = () => {
      document.documentElement.dataset.theme = resolvedTheme();
    };
    apply();
    system.addEventListener("change", apply);
    const stop = onPreferences(apply);
    return () => {
      system.removeEventListener("change", apply);
      stop();
    };
  }, []);
}
