// SPDX-License-Identifier: Apache-2.0
import { keepRange } from "@/base/location";
import { Tabs } from "./Tabs";

/** Models as they are called, and the servers that run some of them: two views of one place in the rail. */
export function ModelsTabs({ current }: { current: "models" | "serving" }) {
  return (
    <Tabs
      label="Models"
      current={current}
      tabs={[
        { id: "models", title: "Called models", href: keepRange("/models") },
        { id: "serving", title: "Serving", href: keepRange("/serving") },
      ]}
    />
  );
}
