// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { channelBody, draftOf, portFor } from "./channelForm";

describe("a channel of mail", () => {
  const draft = { ...draftOf(null), name: "ops", kind: "email" as const, recipients: "a@b.example" };

  it("says which way TLS comes", () => {
    expect(channelBody(draft)).toMatchObject({ port: 587, tls: false, starttls: true });
    expect(channelBody({ ...draft, encryption: "tls" })).toMatchObject({ tls: true, starttls: false });
    expect(channelBody({ ...draft, encryption: "none" })).toMatchObject({ tls: false, starttls: false });
  });

  it("has the usual port of its encryption, and keeps one that is unusual", () => {
    expect(portFor("tls", 587)).toBe(465);
    expect(portFor("starttls", 465)).toBe(587);
    expect(portFor("tls", 2525)).toBe(2525);
  });
});
