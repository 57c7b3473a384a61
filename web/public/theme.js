// SPDX-License-Identifier: Apache-2.0
// Runs before the first paint so that a dark page never flashes white; a file because the page's policy forbids inline scripts.
(function () {
  let theme = "system";
  try {
    theme = JSON.parse(localStorage.getItem("clew.preferences") || "{}").theme || "system";
  } catch {
    // Storage may be blocked or hold something else: the system's theme is then right.
  }
  const dark = theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
