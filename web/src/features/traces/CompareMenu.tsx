// SPDX-License-Identifier: Apache-2.0
import { FAILED, SLOWER } from "@/base/differences";
import { compareHref } from "@/base/links";
import { navigate } from "@/base/location";
import { MenuItem, Popover } from "@/widgets/Popover";

/** Comparisons within the traces of the list. */
export function CompareMenu({ q }: { q: string }) {
  const open = (parameters: Record<string, string>) => navigate(compareHref({ ...parameters, ...(q ? { scope: q } : {}) }));
  return (
    <Popover label="Compare" title="In what traces differ" icon="compare" align="end">
      {() => (
        <>
          <MenuItem onClick={() => open({ q: FAILED })}>Failed against the rest</MenuItem>
          <MenuItem onClick={() => open({ q: SLOWER })}>Slower than usual against the rest</MenuItem>
          <MenuItem onClick={() => open({ period: "before" })}>This period against the one before</MenuItem>
          {q !== "" && <MenuItem onClick={() => navigate(compareHref({ q }))}>These against all others</MenuItem>}
          <MenuItem onClick={() => open({})}>Choose two sets…</MenuItem>
        </>
      )}
    </Popover>
  );
}
