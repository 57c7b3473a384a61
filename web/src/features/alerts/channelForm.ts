// SPDX-License-Identifier: Apache-2.0
import type { Channel, ChannelKind } from "@/api/alerts";

export const ENCRYPTIONS = [
  { id: "starttls", title: "STARTTLS", port: 587 },
  { id: "tls", title: "TLS", port: 465 },
  { id: "none", title: "none", port: 25 },
] as const;

export type Encryption = (typeof ENCRYPTIONS)[number]["id"];

const SUBMISSION_PORT = 587;

interface ChannelDraft {
  name: string;
  kind: ChannelKind;
  url: string;
  secret: string;
  host: string;
  port: number;
  encryption: Encryption;
  user: string;
  sender: string;
  recipients: string;
}

export function draftOf(channel: Channel | null): ChannelDraft {
  return {
    name: channel?.name ?? "",
    kind: channel?.kind ?? "webhook",
    url: "",
    secret: "",
    host: channel?.host ?? "",
    port: channel?.port || SUBMISSION_PORT,
    encryption: encryptionOf(channel),
    user: channel?.user ?? "",
    sender: channel?.sender ?? "",
    recipients: channel?.recipients.join(", ") ?? "",
  };
}

function encryptionOf(channel: Channel | null): Encryption {
  if (channel?.kind !== "email") return "starttls";
  if (channel.tls) return "tls";
  return channel.start_tls ? "starttls" : "none";
}

/** The port that goes with an encryption, unless one was chosen that goes with none. */
export function portFor(encryption: Encryption, port: number): number {
  const isUsual = ENCRYPTIONS.some((one) => one.port === port);
  const usual = ENCRYPTIONS.find((one) => one.id === encryption)?.port;
  return isUsual && usual !== undefined ? usual : port;
}

/** What is sent of it: what is secret only when it was typed. */
export function channelBody(draft: ChannelDraft): object {
  const { name, kind, url, secret } = draft;
  const common = { name, kind, ...(secret === "" ? {} : { secret }) };
  if (kind !== "email") return { ...common, ...(url === "" ? {} : { url }) };
  const { host, port, encryption, user, sender } = draft;
  const recipients = draft.recipients
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  const tls = encryption === "tls";
  const starttls = encryption === "starttls";
  return { ...common, host, port, tls, starttls, user, sender, recipients };
}

export function secretTitle(kind: ChannelKind): string {
  if (kind === "pagerduty") return "Routing key";
  return kind === "email" ? "Password" : "Secret that signs";
}
