// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { SNIPPETS, type Endpoint } from "./snippets";

const open: Endpoint = { host: "clew.test", httpPort: 14318, grpcPort: 14317, key: null };

it.each(SNIPPETS.map((snippet) => [snippet.title, snippet] as const))(
  "%s names this server, and the key only when one is needed",
  (_title, snippet) => {
    expect(snippet.text(open)).toMatch(/clew\.test:1431[78]/);
    expect(snippet.text(open)).not.toMatch(/authorization/i);
    expect(snippet.text({ ...open, key: "clew_x" })).toMatch(/Authorization.{1,12}Bearer.{1,3}clew_x/i);
  },
);
