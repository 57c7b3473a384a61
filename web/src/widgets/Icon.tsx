// SPDX-License-Identifier: Apache-2.0
/** Drawn on a 16 px grid with one stroke; decoration only, so hidden from assistive technology. */
const PATHS = {
  overview: "M2 13h12M4 10V7M8 10V3M12 10V5",
  traces: "M2 4h7M5 8h8M8 12h6",
  sessions: "M2.5 3.5h11v7h-6l-3 2.5v-2.5h-2z",
  agents:
    "M8 2v2M4 6.5a2.5 2.5 0 0 1 2.5-2.5h3A2.5 2.5 0 0 1 12 6.5v3A2.5 2.5 0 0 1 9.5 12h-3A2.5 2.5 0 0 1 4 9.5zM6.5 7.5v1M9.5 7.5v1",
  models: "M8 2l5.5 3v6L8 14l-5.5-3V5zM2.5 5L8 8l5.5-3M8 8v6",
  tools: "M9.5 6.5l-6 6M13 4.5a3 3 0 0 1-4 3 3 3 0 0 1 3.5-5l-1.8 1.8 1.3 1.3z",
  services: "M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.010M5 11h.01",
  map: "M2.5 6h3v4h-3zM10.5 2.500h3v4h-3zM10.5 9.500h3v4h-3zM5.5 7.500l5-3M5.5 8.500l5 3",
  latency: "M8 4a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM8 6.500V9l1.500 1M6.500 2h3",
  costs: "M8 2v12M11 4.500H6.800a2 2 0 0 0 0 4h2.400a2 2 0 0 1 0 4H5",
  findings: "M4 14V2.500M4 3h8.500l-2 3 2 3H4",
  alerts: "M4 11V7.5a4 4 0 0 1 8 0V11l1 1.500H3zM6.500 14h3",
  metrics: "M2.5 2.5v11h11M4.5 10.5l3-4 2.5 2 3.5-5",
  dashboards: "M2.5 2.5h4.500v6h-4.500zM9 2.5h4.500v3H9zM9 7.500h4.500v6H9zM2.500 10.500h4.500v3h-4.500z",
  sql: "M3 4c0-1.1 2.2-2 5-2s5 .9 5 2-2.2 2-5 2-5-.9-5-2zM3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2",
  settings: "M2 4.5h7M12 4.5h2M2 11.5h2M7 11.5h7M10.5 3v3M5.5 10v3",
  logs: "M3 2.5h10v11H3zM5.5 5.5h5M5.5 8h5M5.5 10.5h3",
  search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3L14 14",
  refresh: "M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3",
  clock: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 5v3l2 1.5",
  theme: "M8 2.5a5.5 5.5 0 1 0 5.5 5.5A4.5 4.5 0 0 1 8 2.5z",
  help: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM6.5 6.5A1.5 1.5 0 1 1 8 8.3v.7M8 11h.01",
  close: "M4 4l8 8M12 4l-8 8",
  down: "M4 6l4 4 4-4",
  right: "M6 4l4 4-4 4",
  left: "M10 4L6 8l4 4",
  copy: "M5.5 5.5h7v7h-7zM3.5 10.5h-1v-8h8v1",
  check: "M3 8.5l3 3 7-7",
  error: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 5v3.5M8 11h.01",
  live: "M8 7a1 1 0 1 0 0 2 1 1 0 0 0 0-2zM5 11a4.2 4.2 0 0 1 0-6M11 5a4.2 4.2 0 0 1 0 6M3 13a7 7 0 0 1 0-10M13 3a7 7 0 0 1 0 10",
  columns: "M2.5 3h11v10h-11zM6 3v10M10 3v10",
  download: "M8 2v8M5 7l3 3 3-3M2.5 13.5h11",
  bookmark: "M4 2.5h8v11L8 10.5l-4 3z",
  rail: "M2.5 3h11v10h-11zM6 3v10",
  filter: "M2 4h12M4.5 8h7M7 12h2",
  play: "M5 3l8 5-8 5z",
  link: "M6.5 9.5l3-3M7 4.5L8.5 3a3 3 0 0 1 4.3 4.3L11 9M9 11.5L7.5 13a3 3 0 0 1-4.3-4.3L5 7",
  warning: "M8 2.5l6 10.5H2zM8 6.5v3M8 11.3h.01",
  user: "M8 2.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM3 13.5a5 5 0 0 1 10 0",
  fold: "M4 2l4 4 4-4M4 14l4-4 4 4",
  unfold: "M4 6l4-4 4 4M4 10l4 4 4-4",
  signOut: "M6.5 3h-4v10h4M6.5 8H14M11 5l3 3-3 3",
  compare: "M6 3L3 6l3 3M3 6h9M10 7l3 3-3 3M13 10H4",
  more: "M4 8h.010M8 8h.010M12 8h.01",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
