// SPDX-License-Identifier: Apache-2.0
import type { Channel, ChannelKind } from "@/api/alerts";

const SUBMISSION_PORT = 587;

interface ChannelDraft {
  name: string;
  kind: ChannelKind;
  url: string;
  secret: string;
  host: string;
  port: number;
  starttls: boolean;
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
    starttls: channel?.start_tls ?? true,
    user: channel?.user ?? "",
    sender: channel?.sender ?? "",
    recipients: channel?.recipients.join(", ") ?? "",
  };
}

/** What is sent of it: what is secret only when it was typed. */
export function channelBody(draft: ChannelDraft): object {
  const { name, kind, url, secret } = draft;
  const common = { name, kind, ...(secret === "" ? {} : { secret }) };
  if (kind !== "email") return { ...common, ...(url === "" ? {} : { url }) };
  const { host, port, starttls, user, sender } = draft;
  const recipients = draft.recipients
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  return { ...common, host, port, starttls, user, sender, recipients };
}

export function secretTitle(kind: ChannelKind): string {
  if (kind === "pagerduty") return "Routing key";
  return kind === "email" ? "Password" : "Secret that signs";
}
