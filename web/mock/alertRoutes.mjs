// SPDX-License-Identifier: Apache-2.0
import { FilterError } from "./filter.mjs";
import { group } from "./figures.mjs";

const MINUTE = 60e3;
const STEP = 5 * MINUTE;
const STEPS = 288;
const KEY = { model: "request_model", provider: "provider", service: "service", agent: "agent_name", user: "user_id" };

/** Alerts over the calls of the store: thresholds of counts and error rates are judged, everything else is normal. */
export function alertRoutes(store) {
  const rules = [];
  const silences = [];
  const channels = [];
  const deliveries = [];

  const find = (list, id) => list.find((one) => one.id === id);
  const drop = (list, id) => {
    const at = list.findIndex((one) => one.id === id);
    if (at < 0) return null;
    list.splice(at, 1);
    return { deleted: true };
  };
  const add = (list, body) => {
    const one = { id: crypto.randomUUID(), created_at: new Date().toISOString(), ...body };
    list.push(one);
    return one;
  };
  const shown = ({ secret, url, ...rest }) => ({
    recipients: [],
    ...rest,
    has_secret: Boolean(secret),
    ...(url ? { target: `${new URL(url).origin}/…` } : {}),
  });

  return {
    "GET /alerts": () => ({
      alerts: rules.map((rule) => stateOf(store, rule)).sort((a, b) => rank(a.state) - rank(b.state)),
    }),
    "POST /alerts": (_search, _path, body) => ({ alert: add(rules, read(body)) }),
    "POST /alerts/preview": (_search, _path, body) => preview(store, read(body)),
    "GET /alerts/silences": () => ({ silences }),
    "POST /alerts/silences": (_search, _path, body) => ({
      silence: add(silences, { rule: "", member: "", author: "", ...body }),
    }),
    "DELETE /alerts/silences/:id": (_search, { id }) => drop(silences, id),
    "GET /alerts/channels": () => ({ channels: channels.map(shown) }),
    "POST /alerts/channels": (_search, _path, body) => ({ channel: shown(add(channels, body)) }),
    "PUT /alerts/channels/:id": (_search, { id }, body) => {
      const channel = find(channels, id);
      return channel ? { channel: shown(Object.assign(channel, body)) } : null;
    },
    "DELETE /alerts/channels/:id": (_search, { id }) => drop(channels, id),
    "POST /alerts/channels/:id/test": (_search, { id }) => {
      if (!find(channels, id)) return null;
      const at = new Date().toISOString();
      const notification = { state: "test", rule: "Test", group: "", sentence: "This is a test." };
      add(deliveries, { channel: id, notification, status: "delivered", attempts: 1, next_at: null, done_at: at, error: "" });
      return { delivered: true, error: "" };
    },
    "GET /alerts/deliveries": () => ({ deliveries: [...deliveries].reverse() }),
    "GET /alerts/:id": (_search, { id }) => {
      const rule = find(rules, id);
      return rule ? { alert: stateOf(store, rule), history: [], last_fired: null } : null;
    },
    "PUT /alerts/:id": (_search, { id }, body) => {
      const rule = find(rules, id);
      return rule ? { alert: Object.assign(rule, read(body)) } : null;
    },
    "DELETE /alerts/:id": (_search, { id }) => drop(rules, id),
  };
}

const rank = (state) => ["firing", "pending", "normal"].indexOf(state);

function read(body) {
  if (!body.name) throw new FilterError("name:  (expected: 1 to 200 characters)", undefined, undefined, null);
  return body;
}

function callsOf(store) {
  return [...store.runs.values()].flatMap((run) => run.spans.filter((span) => span.billable));
}

function byMember(rule, calls) {
  const key = KEY[rule.group_by];
  return key ? [...group(calls, (span) => span[key] ?? "")].filter(([member]) => member !== "") : [["", calls]];
}

function measure(rule, calls) {
  const failed = calls.filter((span) => span.status === "error").length;
  if (rule.measure === "errors") return failed;
  if (rule.measure === "error_rate") return calls.length > 0 ? failed / calls.length : null;
  return calls.length;
}

function judge(rule, value) {
  const { kind, direction, value: threshold } = rule.condition;
  if (kind !== "threshold" || value === null) return { threshold: threshold ?? null, bad: false };
  return { threshold, bad: direction === "above" ? value > threshold : value < threshold };
}

function stateOf(store, rule) {
  const now = Date.now();
  const recent = callsOf(store).filter((span) => span.start >= now - rule.window_minutes * MINUTE);
  const since = new Date(now - MINUTE).toISOString();
  const members = byMember(rule, recent)
    .map(([member, calls]) => ({ member, value: measure(rule, calls) }))
    .map((one) => ({ ...one, ...judge(rule, one.value) }))
    .filter(({ bad }) => bad)
    .map(({ member, value, threshold }) => ({
      member,
      phase: "firing",
      since,
      last_bad: since,
      value,
      threshold,
      told: true,
      sentence: `${rule.name}: ${member || "all"} is ${value}.`,
      link: `/traces?q=${encodeURIComponent(member ? `${rule.group_by}:"${member}"` : rule.filter)}`,
      changed: { reason: "the mock compares nothing" },
    }));
  const state = members.length > 0 ? "firing" : "normal";
  return { ...rule, unit: "", state, members, evaluated_at: since, value: measure(rule, recent), threshold: null };
}

function preview(store, rule) {
  const last = Math.floor(Date.now() / STEP) * STEP;
  const groups = byMember(rule, callsOf(store))
    .slice(0, 20)
    .map(([member, calls]) => {
      const points = Array.from({ length: STEPS }, (_, index) => {
        const time = last - (STEPS - 1 - index) * STEP;
        const within = calls.filter(({ start }) => start >= time - STEP && start < time);
        const value = measure(rule, within);
        const { threshold, bad } = judge(rule, value);
        return { time: new Date(time).toISOString(), value, threshold, bad, phase: bad ? "firing" : null };
      });
      const fired = points.filter(({ bad }) => bad).map(({ time }) => ({ from: time, to: time }));
      return { member, points, fired };
    });
  return { step_seconds: STEP / 1000, groups };
}
