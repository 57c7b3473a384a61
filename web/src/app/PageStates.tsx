// SPDX-License-Identifier: Apache-2.0
import { keepRange } from "@/base/location";
import { Link } from "@/widgets/Link";
import { EmptyNotice, Skeleton } from "@/widgets/Notice";
import css from "./PageStates.module.css";

export function PageSkeleton() {
  return (
    <div className={css.skeleton} role="status" aria-busy="true" aria-label="Loading">
      <Skeleton width={220} height={18} />
      <Skeleton height={96} />
      <Skeleton height={320} />
    </div>
  );
}

export function NotFound({ path }: { path: string }) {
  return (
    <EmptyNotice title="There is no such page">
      <code>{path}</code>
      <Link className={css.link} href={keepRange("/")}>
        Go to the overview
      </Link>
    </EmptyNotice>
  );
}
