// SPDX-License-Identifier: Apache-2.0
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import type { Completion } from "@/base/filter";
import { FilterInput, type FilterProblem } from "./FilterInput";

afterEach(cleanup);

const complete = (at: Completion) =>
  Promise.resolve(at.kind === "field" ? [{ text: "model", hint: "a model" }] : [{ text: '"qwen max"', hint: "12" }]);

function show(value: string, problem: FilterProblem | null = null) {
  const onSubmit = vi.fn();
  render(<FilterInput value={value} placeholder="" problem={problem} complete={complete} onSubmit={onSubmit} />);
  return { onSubmit, input: screen.getByRole("combobox") };
}

it("completes a field, then its value, by keyboard alone", async () => {
  const { input, onSubmit } = show("");
  fireEvent.change(input, { target: { value: "mo" } });
  await screen.findByRole("option", { name: /model/ });
  fireEvent.keyDown(input, { key: "ArrowDown" });
  fireEvent.keyDown(input, { key: "Enter" });
  await screen.findByRole("option", { name: /qwen max/ });
  fireEvent.keyDown(input, { key: "ArrowDown" });
  fireEvent.keyDown(input, { key: "Enter" });
  expect(input).toHaveProperty("value", 'model:"qwen max" ');
  fireEvent.keyDown(input, { key: "Enter" });
  expect(onSubmit).toHaveBeenCalledWith('model:"qwen max"');
});

it("puts the error under its character and applies the suggestion", () => {
  const { onSubmit } = show("a servce:x", { message: "Unknown field: servce", position: 2, length: 6, suggestion: "service" });
  expect(screen.getByRole("alert").textContent).toContain("  ^^^^^^");
  fireEvent.click(screen.getByRole("button", { name: /use service/ }));
  expect(onSubmit).toHaveBeenCalledWith("a service:x");
});
