// SPDX-License-Identifier: Apache-2.0
import { useLocation, useDocumentTitle } from "@/widgets/hooks";
import { SetsPage } from "./SetsPage";
import { PairPage } from "./PairPage";
import { readCompareUrl } from "@/base/comparison";

/** What differs: between two sets of traces, or between two traces. */
export function ComparePage() {
  useDocumentTitle("Compare");
  const url = readCompareUrl(useLocation().search);
  return url.a === "" ? <SetsPage url={url} /> : <PairPage a={url.a} b={url.b} />;
}
