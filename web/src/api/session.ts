// SPDX-License-Identifier: Apache-2.0
/**
 * The key a person pasted and the project they chose: kept for this browser tab only, and sent as
 * headers. Never a cookie, so that no other site can act with it; scripts of other origins cannot
 * run here (Content-Security-Policy), so none can read it.
 */
const KEY = "clew.key";
const PROJECT = "clew.project";

function read(name: string): string | null {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

export const isSignedIn = () => read(KEY) !== null;
export const chosenProject = () => read(PROJECT);

export function signIn(key: string): void {
  sessionStorage.setItem(KEY, key);
}

/** Loads the page anew: nothing that was read with the key stays in memory. */
export function signOut(): void {
  sessionStorage.removeItem(KEY);
  sessionStorage.removeItem(PROJECT);
  window.location.assign("/");
}

export function forgetProject(): void {
  sessionStorage.removeItem(PROJECT);
}

/** Loads the page anew: nothing of the other project stays on it. */
export function chooseProject(project: string): void {
  sessionStorage.setItem(PROJECT, project);
  window.location.assign("/");
}

/** What every request carries. */
export function headers(): Record<string, string> {
  return headersWith(read(KEY), chosenProject());
}

export function headersWith(key: string | null, project: string | null): Record<string, string> {
  return {
    ...(key ? { Authorization: `Bearer ${key}` } : {}),
    ...(project ? { "X-Clew-Project": project } : {}),
  };
}
