// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useSearchValue } from "@/widgets/hooks";

const EVERY_MILLIS = 5000;

/** While the address says live=1, everything that depends on the time range is asked for again and again. */
export function useLiveRefresh(): void {
  const client = useQueryClient();
  const live = useSearchValue("live") === "1";
  useEffect(() => {
    if (!live) return;
    const timer = window.setInterval(() => {
      if (!document.hidden) void client.invalidateQueries({ queryKey: ["range"] });
    }, EVERY_MILLIS);
    return () => window.clearInterval(timer);
  }, [client, live]);
}
