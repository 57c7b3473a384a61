// SPDX-License-Identifier: Apache-2.0
import type { SpanDetail } from "@/api/types";
import { toPrettyJson } from "@/base/export";
import type { Json } from "@/base/message";
import { CopyButton } from "@/widgets/Button";
import { JsonTree } from "@/widgets/JsonTree";

export function RawSection({ detail }: { detail: SpanDetail }) {
  return (
    <div>
      <CopyButton label="Copy as JSON" text={() => toPrettyJson(detail)} />
      {/* Interfaces have no index signature, so the compiler does not see that this is plain JSON. */}
      <JsonTree value={detail as unknown as Json} open={1} />
    </div>
  );
}
