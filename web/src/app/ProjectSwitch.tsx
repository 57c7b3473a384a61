// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { projectsQuery, setupQuery } from "@/api/queries";
import { chooseProject } from "@/api/session";
import css from "./Shell.module.css";

/** The project on show; a choice for whoever may see several. */
export function ProjectSwitch() {
  const current = useQuery(setupQuery()).data?.project ?? "";
  const projects = useQuery(projectsQuery()).data?.projects ?? [];
  if (projects.length < 2) {
    return (
      <span className={`${css.project} ${css.wide}`} title="Project">
        {current}
      </span>
    );
  }
  return (
    <select className={css.project} aria-label="Project" value={current} onChange={(event) => chooseProject(event.target.value)}>
      {projects.map(({ id, name }) => (
        <option key={id} value={id} title={name}>
          {id}
        </option>
      ))}
    </select>
  );
}
