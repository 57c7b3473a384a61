// SPDX-License-Identifier: Apache-2.0
import { keepRange } from "@/base/location";
import { setPreference } from "@/base/preferences";
import { IconButton } from "@/widgets/Button";
import { useLocation, usePreference } from "@/widgets/hooks";
import { Icon } from "@/widgets/Icon";
import { Link } from "@/widgets/Link";
import { isCurrent, navigation } from "./navigation";
import css from "./Shell.module.css";

export function Rail() {
  const { path } = useLocation();
  const collapsed = usePreference("railCollapsed");
  return (
    <nav className={`${css.rail} ${collapsed ? css.collapsed : ""}`} aria-label="Pages">
      <Link href={keepRange("/")} className={css.brand} aria-label="Clew, overview">
        <img src="/favicon.svg" alt="" />
        <span className={css.word}>Clew</span>
      </Link>
      {navigation.map((item) => (
        <Link
          key={item.path}
          href={keepRange(item.path)}
          title={item.title}
          aria-label={item.title}
          aria-current={isCurrent(item, path) ? "page" : undefined}
        >
          <Icon name={item.icon} />
          <span className={css.word}>{item.title}</span>
        </Link>
      ))}
      <IconButton
        className={css.fold}
        icon="rail"
        label={collapsed ? "Show the words" : "Icons only"}
        onClick={() => setPreference("railCollapsed", !collapsed)}
      />
    </nav>
  );
}
