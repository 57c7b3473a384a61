// SPDX-License-Identifier: Apache-2.0
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import type { Budget } from "@/api/budgets";
import { Budgets } from "./Budgets";

// What the browser of these tests lacks of dialogs.
beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const limit: Omit<Budget, "state"> = {
  id: "b1",
  name: "Runs",
  scope: { kind: "project", value: "" },
  period: "run",
  unit: "tokens",
  limit: 100,
  warn_at: 0.8,
  created_at: "2026-01-01T00:00:00Z",
};
const runs: Budget = {
  ...limit,
  state: "exceeded",
  members: [150, 90, 30, 20].map((used, index) => ({
    member: "",
    trace_id: `${index}`.repeat(32),
    state: used > 100 ? "exceeded" : used > 80 ? "warning" : "ok",
    used,
    share: used / 100,
    forecast: null,
    calls: 1,
    unknown_calls: 0,
    exceeded_at: null,
    traces: [],
  })),
};

function show(budgets: readonly Budget[]) {
  const sent: { method: string; path: string; body: unknown }[] = [];
  vi.stubGlobal("fetch", (path: string, { method = "GET", body }: RequestInit) => {
    if (method !== "GET") sent.push({ method, path, body: typeof body === "string" ? JSON.parse(body) : undefined });
    return Promise.resolve(new Response(JSON.stringify({ budgets }), { status: 200 }));
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Budgets />
    </QueryClientProvider>,
  );
  return sent;
}

it("says in words where each run stands, and keeps the others folded", async () => {
  show([runs]);
  expect((await screen.findByText("Exceeded by 50 tokens")).closest("li")?.className).toContain("exceeded");
  expect(screen.getByText("Nearly used up")).toBeTruthy();
  expect(screen.getAllByRole("link")).toHaveLength(3);
  expect(screen.getByText("1 more")).toBeTruthy();
  expect(screen.getAllByRole("link")[0]?.getAttribute("href")).toBe(`/traces/${"0".repeat(32)}`);
});

it("sends a new budget with a share to warn at", async () => {
  const sent = show([]);
  await screen.findByText(/No limits are set/);
  fireEvent.click(screen.getByRole("button", { name: "Add budget" }));
  const fill = (label: RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
  fill(/Name/, "Team");
  fill(/^For$/, "service");
  fill(/Limit/, "12.5");
  fill(/Warn from/, "60");
  fireEvent.click(screen.getByRole("button", { name: "Save budget" }));
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({
    method: "POST",
    path: "/api/v1/budgets",
    body: { name: "Team", scope: { kind: "service", value: "*" }, period: "month", unit: "usd", limit: 12.5, warn_at: 0.6 },
  });
});

it("shows a budget that was not evaluated yet, and changes and removes it", async () => {
  const sent = show([{ ...limit, state: null }]);
  await screen.findByText("Not evaluated yet");
  fireEvent.click(screen.getByRole("button", { name: "Edit Runs" }));
  fireEvent.click(screen.getByRole("button", { name: "Save budget" }));
  await vi.waitFor(() => expect(sent[0]).toMatchObject({ method: "PUT", path: "/api/v1/budgets/b1", body: { limit: 100 } }));
  fireEvent.click(await screen.findByRole("button", { name: "Edit Runs" }));
  fireEvent.click(screen.getByRole("button", { name: "Remove budget" }));
  await vi.waitFor(() => expect(sent[1]).toMatchObject({ method: "DELETE", path: "/api/v1/budgets/b1" }));
});
