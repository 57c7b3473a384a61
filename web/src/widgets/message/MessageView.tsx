// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { formatCount } from "@/base/format";
import { plainText, type Message, type Part, type Role } from "@/base/message";
import { CopyButton } from "@/widgets/Button";
import { Fold } from "@/widgets/Fold";
import css from "./Message.module.css";
import { PartView } from "./PartView";

const ROLE_WORDS: Partial<Record<Role, string>> = {
  system: "System",
  user: "User",
  assistant: "Assistant",
  tool: "Tool",
  developer: "Developer",
};

interface MessageViewProps {
  message: Message;
  /** Parts to show instead of all: a conversation draws tool calls together with their results. */
  parts?: Part[];
  aside?: ReactNode;
  folded?: boolean;
}

export function MessageView({ message, parts = message.parts, aside, folded = false }: MessageViewProps) {
  const body = parts.map((part, index) => <PartView key={index} part={part} />);
  const role = message.role === null ? "Message" : (ROLE_WORDS[message.role] ?? message.role);
  return (
    <section className={`${css.message} ${(message.role && css[message.role]) ?? ""}`} aria-label={role}>
      <header className={css.head}>
        <span className={css.role}>{role}</span>
        {message.name && <span>{message.name}</span>}
        {aside}
        <CopyButton label="Copy the message" text={() => plainText(message)} />
      </header>
      {message.parts.length === 0 && <p className={css.label}>The content of this message is not stored.</p>}
      {folded && message.parts.length > 0 ? (
        <Fold className={css.fold} summary={`${formatCount(plainText(message).length)} characters`}>
          {body}
        </Fold>
      ) : (
        body
      )}
    </section>
  );
}
