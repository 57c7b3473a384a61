// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { put } from "@/api/client";
import { fleetQuery, servingSettingsQuery, type Fleet, type ServingSettings } from "@/api/serving";
import { keepRange } from "@/base/location";
import { Button } from "@/widgets/Button";
import { useDocumentTitle, useSearchValue, useTimeRange } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import { Classes } from "./Classes";
import { GpuPrices } from "./GpuPrices";
import { Mappings } from "./Mappings";
import css from "./Settings.module.css";
import { bodyOf, draftOf, type Draft } from "./settingsForm";

/** Which endpoint is which server, what a GPU hour costs, and what is good enough. */
export function ServingSettingsPage() {
  useDocumentTitle("Model servers");
  const { data, error } = useQuery(servingSettingsQuery());
  const { data: fleet } = useQuery(fleetQuery(useTimeRange()));
  const endpoint = useSearchValue("endpoint");
  return (
    <div className={css.page}>
      <Link className={css.back} href={keepRange("/serving")}>
        Serving
      </Link>
      <h1>Model servers: prices, classes and mappings</h1>
      {error && <ErrorNotice error={error} />}
      {!data && !error && <Skeleton height={240} />}
      {data && <Form settings={data} fleet={fleet} endpoint={endpoint} />}
    </div>
  );
}

interface FormProps {
  settings: ServingSettings;
  fleet: Fleet | undefined;
  /** An endpoint to map, from a link. */
  endpoint: string;
}

function Form({ settings, fleet, endpoint }: FormProps) {
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>(() => draftOf(settings, endpoint));
  const save = useMutation({
    mutationFn: () => put<ServingSettings>("/serving/settings", bodyOf(draft)),
    onSuccess: async (saved) => {
      client.setQueryData(servingSettingsQuery().queryKey, saved);
      setDraft(draftOf(saved, ""));
      await client.invalidateQueries({ queryKey: ["range", "/serving"] });
    },
  });
  const change = (part: Partial<Draft>) => {
    save.reset();
    setDraft({ ...draft, ...part });
  };
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Mappings rows={draft.mappings} fleet={fleet} onChange={(mappings) => change({ mappings })} />
      <GpuPrices gpuHour={draft.gpuHour} kinds={draft.kinds} fleet={fleet} onChange={(prices) => change(prices)} />
      <Classes rows={draft.classes} onChange={(classes) => change({ classes })} />
      {save.error && <ErrorNotice error={save.error} />}
      <footer>
        <Button type="submit" look="primary" disabled={save.isPending}>
          Save
        </Button>
        {save.isSuccess && <span role="status">Saved</span>}
      </footer>
    </form>
  );
}
