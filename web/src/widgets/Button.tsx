// SPDX-License-Identifier: Apache-2.0
import { useState, type ButtonHTMLAttributes } from "react";
import css from "./Button.module.css";
import { Icon, type IconName } from "./Icon";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: "plain" | "primary" | "quiet" | "danger";
  small?: boolean;
  icon?: IconName;
}

function classes(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}

export function Button({ look = "plain", small = false, icon, className, children, ...rest }: ButtonProps) {
  return (
    <button type="button" className={classes(css.button, look !== "plain" && css[look], small && css.small, className)} {...rest}>
      {icon && <Icon name={icon} size={14} />}
      {children}
    </button>
  );
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: IconName;
  label: string;
  small?: boolean;
}

export function IconButton({ icon, label, small = false, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      className={classes(css.button, css.quiet, css.icon, small && css.small, className)}
      {...rest}
    >
      <Icon name={icon} size={small ? 14 : 16} />
    </button>
  );
}

/** Copies text and says so for a moment. */
export function CopyButton({
  text,
  label = "Copy",
  icon = "copy",
}: {
  text: string | (() => string);
  label?: string;
  icon?: IconName;
}) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(typeof text === "string" ? text : text());
    setCopied(true);
    window.setTimeout(() => setCopied(false), 1200);
  };
  return <IconButton small icon={copied ? "check" : icon} label={copied ? "Copied" : label} onClick={() => void copy()} />;
}
