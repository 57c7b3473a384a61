// SPDX-License-Identifier: Apache-2.0
/** Whose doing a slow call is: that decides where to look, and the shape of its mark. */
type Side = "nobody" | "caller" | "service" | "way";

export interface Verdict {
  id: string;
  title: string;
  /** What it means, in a sentence. */
  about: string;
  side: Side;
  token: string;
}

function verdict(id: string, title: string, side: Side, colour: string, about: string): Verdict {
  return { id, title, about, side, token: `--lat-${colour}` };
}

/** Why a call, or a run, was slow. In the order of legends: what is usual first, then from the way there to the last token. */
export const VERDICTS: readonly Verdict[] = [
  verdict("normal", "As usual", "nobody", "usual", "It took about as long as calls of this model usually take"),
  verdict("network", "Network", "way", "network", "The gateway or the model server was done much earlier than the caller"),
  verdict("queue", "Queue", "service", "queue", "It waited at the model server until its work began"),
  verdict("more_input", "More input", "caller", "input", "It had more tokens to read than usual that no cache held"),
  verdict(
    "cold_cache",
    "Cold cache",
    "caller",
    "input",
    "It read again what the call before had sent: the cache gave hardly anything",
  ),
  verdict("slow_prefill", "Slow prefill", "service", "prefill", "As many tokens as usual took longer to read"),
  verdict("longer_output", "Longer output", "caller", "output", "It wrote more tokens than usual"),
  verdict("slow_decode", "Slow decode", "service", "decode", "Each token took longer to write than usual"),
  verdict("buffered", "Buffered", "way", "network", "The stream was held back on its way and came in one piece"),
  verdict("retry", "Retries", "way", "queue", "Attempts that failed came before the one that was answered"),
  verdict("client_stall", "Slow reader", "caller", "rest", "The gateway was done long before the caller had read the answer"),
  verdict("tool", "Tools", "caller", "tool", "Tools took most of the time, not models"),
  verdict("agent", "Application", "caller", "agent", "The application itself took most of the time, between the calls"),
  verdict("mixed", "Mixed", "service", "rest", "No single cause explains it"),
  verdict("unknown", "Not judged", "nobody", "unknown", "Too little is known about calls like it"),
];

const BY_ID = new Map(VERDICTS.map((one) => [one.id, one]));

/** A verdict that a newer server knows is shown under its own name. */
export function verdictOf(id: string): Verdict {
  return BY_ID.get(id) ?? verdict(id, id.replaceAll("_", " "), "nobody", "rest", "");
}

/** What a difference is made of, in the order of time. Each is also a verdict, except the rest. */
export const TERMS = [
  { field: "network_ms", title: "network", token: "--lat-network" },
  { field: "queue_ms", title: "queue", token: "--lat-queue" },
  { field: "more_input_ms", title: "more input", token: "--lat-input" },
  { field: "slow_prefill_ms", title: "slower prefill", token: "--lat-prefill" },
  { field: "longer_output_ms", title: "longer output", token: "--lat-output" },
  { field: "slow_decode_ms", title: "slower decode", token: "--lat-decode" },
  { field: "rest_ms", title: "rest", token: "--lat-rest" },
] as const;

/** What the time of a call was made of, in the order of time. */
export const PARTS = [
  { field: "network_ms", title: "Network", about: "Between the caller and who answered" },
  { field: "queue_ms", title: "Queue", about: "Waiting at the model server" },
  { field: "prefill_ms", title: "Prefill", about: "Reading the input, until the first token" },
  { field: "decode_ms", title: "Decode", about: "Writing the other tokens" },
] as const;

const EVIDENCE: Record<string, readonly [word: string, about: string]> = {
  measured: ["measured", "The model server's own span says how long the call waited and was read"],
  joined: ["joined", "The metrics of the model server say how many requests waited while the call began"],
  estimated: ["estimated", "Nobody measured the waiting: it is what the tokens of the call leave unexplained"],
};

export function evidenceOf(id: string): { word: string; about: string } {
  const [word, about] = EVIDENCE[id] ?? [id, ""];
  return { word, about };
}
