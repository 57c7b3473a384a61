// SPDX-License-Identifier: Apache-2.0
import type { Page } from "@playwright/test";

interface Issued {
  secret: string;
}

/** A project that nothing was ever sent to, and a key to send with. */
export interface OwnProject {
  id: string;
  key: string;
}

async function post<T>(path: string, body: object): Promise<T> {
  const response = await fetch(`${process.env.CLEW_URL}/api/v1${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()} (expected: 200)`);
  return (await response.json()) as T;
}

export async function newProject(name: string): Promise<OwnProject> {
  const id = `${name}-${Date.now()}`;
  await post("/projects", { id, name });
  const { secret } = await post<Issued>("/keys", { name, type: "ingest", project: id });
  return { id, key: secret };
}

/** The page sees this project from its first request on. */
export async function seeOnly(page: Page, { id }: OwnProject): Promise<void> {
  await page.addInitScript((project) => sessionStorage.setItem("clew.project", project), id);
}

/** Sends OTLP/JSON to a project. */
export async function exportTo({ key }: OwnProject, signal: "traces" | "metrics", body: object): Promise<void> {
  const response = await fetch(`${process.env.CLEW_OTLP_URL}/v1/${signal}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`OTLP: ${response.status} ${await response.text()} (expected: 200)`);
}

export function resource(attributes: Record<string, string>) {
  return { attributes: Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } })) };
}
