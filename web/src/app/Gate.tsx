// SPDX-License-Identifier: Apache-2.0
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { ApiError } from "@/api/client";
import { setupQuery } from "@/api/queries";
import { chosenProject, forgetProject, isSignedIn } from "@/api/session";
import { Shell } from "./Shell";
import { SignInPage } from "./SignInPage";

/** The pages, or what must come before them. */
export function Gate() {
  const client = useQueryClient();
  const { error } = useQuery(setupQuery());
  const status = error instanceof ApiError ? error.problem.status : 0;
  const projectIsGone = status === 404 && chosenProject() !== null;
  useEffect(() => {
    if (!projectIsGone) return;
    forgetProject();
    void client.resetQueries();
  }, [client, projectIsGone]);
  return status === 401 || status === 403 ? <SignInPage wasSignedIn={isSignedIn()} /> : <Shell />;
}
