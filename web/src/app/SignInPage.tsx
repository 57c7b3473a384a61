// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, checkKey } from "@/api/client";
import { signIn } from "@/api/session";
import { Button } from "@/widgets/Button";
import { useDocumentTitle } from "@/widgets/hooks";
import css from "./SignInPage.module.css";

/** Said when the key that was used until now is refused. */
const WHY: Record<number, string> = {
  401: "This key is not valid: it is mistyped, revoked, or belongs to another server.",
  403: "This key may not read. Use one of type read or admin; an ingest key only sends telemetry.",
};

/** Stands before every page of a server that asks for a key. */
export function SignInPage({ wasSignedIn }: { wasSignedIn: boolean }) {
  useDocumentTitle("Sign in");
  const client = useQueryClient();
  const [key, setKey] = useState("");
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState(wasSignedIn ? "The key you signed in with is no longer accepted." : "");

  const tryKey = async () => {
    setPending(true);
    try {
      await checkKey(key.trim());
      signIn(key.trim());
      await client.resetQueries();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setRefusal(WHY[error.problem.status] ?? error.message);
      setPending(false);
    }
  };

  return (
    <main className={css.page}>
      <form
        className={css.box}
        onSubmit={(event) => {
          event.preventDefault();
          void tryKey();
        }}
      >
        <h1 className={css.brand}>
          <img src="/favicon.svg" alt="" /> Clew
        </h1>
        <label className={css.label}>
          Key of type read or admin
          <input
            type="password"
            required
            autoFocus
            autoComplete="current-password"
            placeholder="clew_…"
            value={key}
            aria-describedby="sign-in-refusal"
            aria-invalid={refusal !== ""}
            onChange={(event) => setKey(event.target.value)}
          />
        </label>
        <p id="sign-in-refusal" className={css.refusal} role="alert">
          {refusal}
        </p>
        <Button look="primary" type="submit" disabled={pending || key.trim() === ""}>
          Sign in
        </Button>
        <p className={css.hint}>
          The server wrote its first keys into its log when it first started; an admin makes more on the Settings page. The key
          stays in this tab until you sign out or close it.
        </p>
      </form>
    </main>
  );
}
