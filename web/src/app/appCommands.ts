// SPDX-License-Identifier: Apache-2.0
import { isSignedIn, signOut } from "@/api/session";
import type { Command } from "@/base/commands";
import { keepRange, navigate, setRange, setSearch, location } from "@/base/location";
import { preferences, resolvedTheme, setPreference } from "@/base/preferences";
import { PRESETS } from "@/base/timeRange";
import { navigation } from "./navigation";

interface Overlays {
  openPalette: () => void;
  openHelp: () => void;
}

/** Commands that work everywhere. */
export function appCommands({ openPalette, openHelp }: Overlays): Command[] {
  return [
    { id: "palette", title: "Search everything", group: "General", shortcut: "mod+k", keyOnly: true, run: openPalette },
    { id: "search", title: "Search", group: "General", shortcut: "/", keyOnly: true, run: openPalette },
    { id: "help", title: "Show the shortcuts", group: "General", shortcut: "?", run: openHelp },
    ...navigation.map((item) => ({
      id: `go.${item.path}`,
      title: `Go to ${item.title}`,
      group: "Pages",
      shortcut: item.shortcut,
      run: () => navigate(keepRange(item.path)),
    })),
    { id: "go./serving", title: "Go to Serving", group: "Pages", run: () => navigate(keepRange("/serving")) },
    { id: "go./compare", title: "Compare traces", group: "Pages", run: () => navigate(keepRange("/compare")) },
    ...PRESETS.map((preset) => ({
      id: `range.${preset.from}`,
      title: preset.label,
      group: "Time range",
      run: () => setRange({ from: preset.from, to: "now" }),
    })),
    {
      id: "live",
      title: "Follow live, or stop",
      group: "Time range",
      shortcut: "l",
      run: () => setSearch({ live: location().search.get("live") === "1" ? null : "1" }),
    },
    {
      id: "theme",
      title: "Switch between light and dark",
      group: "View",
      run: () => setPreference("theme", resolvedTheme() === "dark" ? "light" : "dark"),
    },
    { id: "theme.system", title: "Use the system's theme", group: "View", run: () => setPreference("theme", "system") },
    {
      id: "zone",
      title: "Switch between local time and UTC",
      group: "View",
      run: () => setPreference("zone", preferences().zone === "utc" ? "local" : "utc"),
    },
    { id: "signOut", title: "Sign out", group: "General", when: isSignedIn, run: signOut },
  ];
}
