// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ApiKey, CreatedKey, KeyType } from "@/api/admin";
import { post, remove } from "@/api/client";
import { keysQuery } from "@/api/queries";
import { Button } from "@/widgets/Button";
import { CodeBlock } from "@/widgets/CodeBlock";
import { Time } from "@/widgets/Figures";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import css from "./Settings.module.css";

const TYPES: readonly (readonly [KeyType, string])[] = [
  ["ingest", "ingest: send telemetry, read nothing"],
  ["public", "public: for pages and apps, where everyone can read it; sends at a limited rate"],
  ["read", "read: see everything, change nothing"],
  ["admin", "admin: also keys and settings"],
];

interface KeysProps {
  secret: string | null;
  onSecret: (secret: string) => void;
}

export function Keys({ secret, onSecret }: KeysProps) {
  const client = useQueryClient();
  const keys = useQuery(keysQuery());
  const renew = () => client.invalidateQueries({ queryKey: keysQuery().queryKey });
  const create = useMutation({
    mutationFn: (body: { name: string; type: KeyType }) => post<CreatedKey>("/keys", body),
    onSuccess: (created) => {
      onSecret(created.secret);
      return renew();
    },
  });
  const revoke = useMutation({ mutationFn: (id: string) => remove(`/keys/${encodeURIComponent(id)}`), onSuccess: renew });
  const error = keys.error ?? create.error ?? revoke.error;
  return (
    <section className={css.section} aria-labelledby="keys">
      <h2 id="keys">Keys</h2>
      {error && <ErrorNotice error={error} />}
      {secret && (
        <div className={css.secret} role="status">
          <p>Copy this secret now: it is shown once and kept nowhere in the clear.</p>
          <CodeBlock label="Secret" text={secret} />
        </div>
      )}
      <KeyForm pending={create.isPending} onCreate={create.mutate} />
      {keys.data ? <KeyTable keys={keys.data.keys} onRevoke={revoke.mutate} /> : <Skeleton height={60} />}
    </section>
  );
}

function KeyForm({ pending, onCreate }: { pending: boolean; onCreate: (body: { name: string; type: KeyType }) => void }) {
  const [name, setName] = useState("");
  const [type, setType] = useState<KeyType>("ingest");
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        onCreate({ name: name.trim(), type });
        setName("");
      }}
    >
      <input
        required
        aria-label="Name of the key"
        placeholder="What it is for"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <select
        aria-label="Type of the key"
        value={type}
        onChange={(event) => setType(TYPES.find(([id]) => id === event.target.value)?.[0] ?? "ingest")}
      >
        {TYPES.map(([id, title]) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
      <Button type="submit" disabled={pending}>
        Create key
      </Button>
    </form>
  );
}

function KeyTable({ keys, onRevoke }: { keys: readonly ApiKey[]; onRevoke: (id: string) => void }) {
  if (keys.length === 0) return <p className={css.muted}>No keys yet. On a loopback address none is needed.</p>;
  return (
    <div className={css.tableBox}>
      <table className={css.table}>
        <thead>
          <tr>
            <th>Name</th>
            <th>Type</th>
            <th>Project</th>
            <th>Created</th>
            <th>Last used</th>
            <th>
              <span className="visually-hidden">Action</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id} className={key.revoked_at ? css.revoked : undefined}>
              <td>{key.name}</td>
              <td>{key.type}</td>
              <td>{key.project}</td>
              <td>
                <Time value={key.created_at} />
              </td>
              <td>{key.last_used_at ? <Time value={key.last_used_at} /> : "never"}</td>
              <td>{key.revoked_at ? "revoked" : <RevokeButton apiKey={key} onRevoke={onRevoke} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Asks once more in place: a revoked key cannot be brought back. */
function RevokeButton({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: (id: string) => void }) {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button small look="danger" aria-label={`Revoke ${apiKey.name}`} onClick={() => setAsking(true)}>
        Revoke
      </Button>
    );
  }
  return (
    <span className={css.confirm}>
      <Button small look="danger" onClick={() => onRevoke(apiKey.id)}>
        Revoke for good
      </Button>
      <Button small onClick={() => setAsking(false)}>
        Keep
      </Button>
    </span>
  );
}
