// SPDX-License-Identifier: Apache-2.0
import { pinHref, type Pinned } from "@/base/dashboard";
import { Icon } from "./Icon";
import { Link } from "./Link";
import css from "./PinLink.module.css";

/** Takes a chart to a dashboard. */
export function PinLink({ panel }: { panel: Pinned }) {
  return (
    <Link className={css.pin} href={pinHref(panel)} title="Pin to a dashboard" aria-label={`Pin ${panel.title} to a dashboard`}>
      <Icon name="bookmark" size={13} />
    </Link>
  );
}
