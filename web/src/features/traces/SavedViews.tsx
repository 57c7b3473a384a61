// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post, remove } from "@/api/client";
import { viewsQuery } from "@/api/queries";
import { location, navigate, withSearch } from "@/base/location";
import { Button, IconButton } from "@/widgets/Button";
import { ErrorNotice } from "@/widgets/Notice";
import { MenuItem, Popover } from "@/widgets/Popover";
import css from "./Menus.module.css";

const PAGE = "traces";

export function SavedViews() {
  return (
    <Popover icon="bookmark" label="Views" title="Saved views" align="end">
      {(close) => <ViewList onDone={close} />}
    </Popover>
  );
}

function ViewList({ onDone }: { onDone: () => void }) {
  const client = useQueryClient();
  const views = useQuery(viewsQuery());
  const [name, setName] = useState("");
  const renew = () => client.invalidateQueries({ queryKey: viewsQuery().queryKey });
  const save = useMutation({
    mutationFn: () => post("/views", { name: name.trim(), page: PAGE, query: location().search.toString() }),
    onSuccess: () => {
      setName("");
      return renew();
    },
  });
  const forget = useMutation({ mutationFn: (id: string) => remove(`/views/${id}`), onSuccess: renew });
  const shown = views.data?.views.filter((view) => view.page === PAGE) ?? [];
  const error = save.error ?? forget.error ?? views.error;

  return (
    <div className={css.menu}>
      {shown.map((view) => (
        <div key={view.id} className={css.view}>
          <MenuItem
            onClick={() => {
              navigate(withSearch("/traces", new URLSearchParams(view.query)));
              onDone();
            }}
          >
            {view.name}
          </MenuItem>
          <IconButton small icon="close" label={`Delete ${view.name}`} onClick={() => forget.mutate(view.id)} />
        </div>
      ))}
      {views.data && shown.length === 0 && (
        <p className={css.hint}>A view keeps the filter, time range, columns and order of this page.</p>
      )}
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "") save.mutate();
        }}
      >
        <input
          aria-label="Name of the view"
          placeholder="Save this as…"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" disabled={save.isPending}>
          Save
        </Button>
      </form>
      {error && <ErrorNotice error={error} />}
    </div>
  );
}
