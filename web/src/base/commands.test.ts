// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { findCommand, register, scoreTitle, type Command } from "./commands";

const command = (id: string, shortcut: string, when = true): Command => ({
  id,
  title: id,
  group: "Test",
  shortcut,
  when: () => when,
  run: () => undefined,
});

it("runs sequences, waits for their second key and forgets a wrong one", () => {
  const stop = register([command("traces", "g t"), command("next", "j"), command("off", "x", false)]);
  expect(findCommand("", "g")).toBe("pending");
  expect(findCommand("g", "t")).toMatchObject({ id: "traces" });
  expect(findCommand("g", "j")).toMatchObject({ id: "next" });
  expect(findCommand("", "x")).toBeNull();
  stop();
  expect(findCommand("", "j")).toBeNull();
});

it("lets the page on top take a shortcut", () => {
  const outer = register([command("outer", "e")]);
  const inner = register([command("inner", "e")]);
  expect(findCommand("", "e")).toMatchObject({ id: "inner" });
  inner();
  expect(findCommand("", "e")).toMatchObject({ id: "outer" });
  outer();
});

it("ranks a prefix above letters in order, and drops the rest", () => {
  expect(scoreTitle("Go to traces", "go")).toBeGreaterThan(scoreTitle("Go to traces", "gtr"));
  expect(scoreTitle("Go to traces", "zz")).toBe(0);
});
