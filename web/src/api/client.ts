// SPDX-License-Identifier: Apache-2.0
import { headers, headersWith } from "./session";

/** The problem document of a failed request (RFC 9457), with what a wrong filter adds. */
export interface Problem {
  title: string;
  status: number;
  code?: string;
  detail?: string;
  request_id?: string;
  position?: number;
  length?: number;
  suggestion?: string | null;
}

export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = "ApiError";
    this.problem = problem;
  }
}

/** What is wrong with a filter, for the box that it was typed into; null when something else failed. */
export function filterProblem(error: Error | null) {
  if (!(error instanceof ApiError) || error.problem.status !== 400) return null;
  const { position, length, suggestion } = error.problem;
  return { message: error.message, position, length, suggestion };
}

export type Parameters = Record<string, string | number | null | undefined>;

export function apiUrl(path: string, parameters: Parameters = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return `/api/v1${path}${text === "" ? "" : `?${text}`}`;
}

export async function toError(response: Response): Promise<ApiError> {
  const fallback: Problem = { title: `The server answered ${response.status}`, status: response.status };
  try {
    const body = (await response.json()) as Partial<Problem>;
    return new ApiError({ ...fallback, ...body });
  } catch {
    return new ApiError(fallback);
  }
}

async function send<T>(path: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers: { ...headers(), ...init.headers } });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiError({ title: "The server cannot be reached", status: 0 });
  }
  if (!response.ok) throw await toError(response);
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
}

/** Throws when the server does not accept a key for reading. */
export async function checkKey(key: string): Promise<void> {
  await send("/api/v1/setup", { headers: headersWith(key, null) });
}

export function get<T>(path: string, parameters: Parameters, signal?: AbortSignal): Promise<T> {
  return send<T>(apiUrl(path, parameters), { signal: signal ?? null });
}

export function post<T>(path: string, body: object, signal?: AbortSignal): Promise<T> {
  return write<T>("POST", path, body, signal);
}

export function put<T>(path: string, body: object): Promise<T> {
  return write<T>("PUT", path, body);
}

function write<T>(method: "POST" | "PUT", path: string, body: object, signal?: AbortSignal): Promise<T> {
  return send<T>(apiUrl(path), {
    method,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal: signal ?? null,
  });
}

export async function remove(path: string): Promise<void> {
  const response = await fetch(apiUrl(path), { method: "DELETE", headers: headers() });
  if (!response.ok) throw await toError(response);
}
