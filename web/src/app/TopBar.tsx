// SPDX-License-Identifier: Apache-2.0
import { useIsFetching, useQueryClient } from "@tanstack/react-query";
import { isSignedIn, signOut } from "@/api/session";
import { setSearch } from "@/base/location";
import { setPreference } from "@/base/preferences";
import { IconButton } from "@/widgets/Button";
import { usePreference, useSearchValue, useShownTheme } from "@/widgets/hooks";
import { Icon } from "@/widgets/Icon";
import { ProjectSwitch } from "./ProjectSwitch";
import css from "./Shell.module.css";
import { isApple } from "./Shortcut";
import { TimeRangePicker } from "./TimeRangePicker";

export function TopBar({ onSearch, onHelp }: { onSearch: () => void; onHelp: () => void }) {
  const client = useQueryClient();
  const live = useSearchValue("live") === "1";
  const theme = useShownTheme();
  const preferred = usePreference("theme");
  const fetching = useIsFetching({ queryKey: ["range"] }) > 0;
  return (
    <header className={css.top}>
      <ProjectSwitch />
      <button type="button" className={css.search} onClick={onSearch}>
        <Icon name="search" size={14} />
        <span>Search traces, sessions, pages</span>
        <kbd aria-hidden="true">{isApple ? "⌘K" : "Ctrl K"}</kbd>
      </button>
      <TimeRangePicker />
      <IconButton
        icon="live"
        label={live ? "Stop following" : "Follow live"}
        aria-pressed={live}
        onClick={() => setSearch({ live: live ? null : "1" })}
      />
      <IconButton icon="refresh" label="Refresh" aria-busy={fetching} onClick={() => void client.invalidateQueries()} />
      <IconButton
        className={css.wide}
        icon="theme"
        label={`Theme: ${preferred === "system" ? `system (${theme})` : preferred}`}
        onClick={() => setPreference("theme", theme === "dark" ? "light" : "dark")}
      />
      <IconButton className={css.wide} icon="help" label="Help and shortcuts" onClick={onHelp} />
      {isSignedIn() && <IconButton icon="signOut" label="Sign out" onClick={signOut} />}
    </header>
  );
}
