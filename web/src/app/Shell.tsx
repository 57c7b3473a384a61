// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { Suspense, useCallback, useMemo, useState } from "react";
import { setupQuery } from "@/api/queries";
import { matchPath } from "@/base/location";
import { useCommands, useLocation } from "@/widgets/hooks";
import { firstSpanPage as FirstSpanPage, routes } from "@/routes";
import { appCommands } from "./appCommands";
import { ErrorBoundary } from "./ErrorBoundary";
import { Help } from "./Help";
import { NotFound, PageSkeleton } from "./PageStates";
import { Palette } from "./Palette";
import { Rail } from "./Rail";
import css from "./Shell.module.css";
import { TopBar } from "./TopBar";
import { useLiveRefresh } from "./useLiveRefresh";
import { useShortcuts } from "./useShortcuts";
import { useTheme } from "./useTheme";

type Overlay = "palette" | "help" | null;

export function Shell() {
  const [overlay, setOverlay] = useState<Overlay>(null);
  const close = useCallback(() => setOverlay(null), []);
  useCommands(useMemo(() => appCommands({ openPalette: () => setOverlay("palette"), openHelp: () => setOverlay("help") }), []));
  useShortcuts();
  useTheme();
  useLiveRefresh();
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#page">
        Skip to the page
      </a>
      <Rail />
      <TopBar onSearch={() => setOverlay("palette")} onHelp={() => setOverlay("help")} />
      <main id="page" className={css.page} tabIndex={-1}>
        <CurrentPage />
      </main>
      {overlay === "palette" && <Palette onClose={close} />}
      {overlay === "help" && <Help onClose={close} />}
    </div>
  );
}

function CurrentPage() {
  const { path } = useLocation();
  const setup = useQuery(setupQuery());
  for (const route of routes) {
    const parameters = matchPath(route.pattern, path);
    if (!parameters) continue;
    const isEmpty = route.needsData && setup.data?.has_data === false;
    const Page = isEmpty ? FirstSpanPage : route.page;
    return (
      <ErrorBoundary key={route.pattern}>
        <Suspense fallback={<PageSkeleton />}>
          <Page parameters={parameters} />
        </Suspense>
      </ErrorBoundary>
    );
  }
  return <NotFound path={path} />;
}
