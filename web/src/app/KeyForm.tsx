// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { storeKey } from "@/api/client";
import { Button } from "@/widgets/Button";
import { EmptyNotice } from "@/widgets/Notice";
import css from "./KeyForm.module.css";

/** Asks for a key when the server is not open to this browser. */
export function KeyForm({ detail }: { detail: string }) {
  const client = useQueryClient();
  const [key, setKey] = useState("");
  return (
    <EmptyNotice title="This server asks for a key">
      <p>{detail}</p>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          storeKey(key.trim());
          void client.resetQueries();
        }}
      >
        <input
          type="password"
          required
          aria-label="Key of type read or admin"
          placeholder="clew_…"
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
        <Button look="primary" type="submit">
          Continue
        </Button>
      </form>
      <p>It is kept until this browser window is closed.</p>
    </EmptyNotice>
  );
}
