// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { Button, IconButton } from "./Button";
import { Dialog } from "./Dialog";
import css from "./FormDialog.module.css";
import { ErrorNotice } from "./Notice";

interface FormDialogProps {
  /** What is edited; names the dialog for those who cannot see it. */
  label: string;
  title: string;
  /** The words of the button that keeps it. */
  save: string;
  saving: boolean;
  error: Error | null;
  /** Takes away what is edited; nothing for what is new. */
  drop?: { title: string; pending: boolean; run: () => void } | null;
  onSave: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** The frame of every dialog that edits one thing: its title, its fields in two columns, what went wrong, and its buttons. */
export function FormDialog({ label, title, save, saving, error, drop, onSave, onClose, children }: FormDialogProps) {
  return (
    <Dialog label={label} onClose={onClose}>
      <header className={css.head}>
        <h2>{title}</h2>
        <IconButton icon="close" label="Close" onClick={onClose} />
      </header>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          onSave();
        }}
      >
        {children}
        {error && (
          <Wide>
            <ErrorNotice error={error} />
          </Wide>
        )}
        <footer className={css.wide}>
          {drop && (
            <Button look="danger" disabled={drop.pending} onClick={drop.run}>
              {drop.title}
            </Button>
          )}
          <span className={css.gap} />
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={saving}>
            {save}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

/** A part of the form that takes both columns. */
export function Wide({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <section className={css.wide} aria-label={label}>
      {children}
    </section>
  );
}
