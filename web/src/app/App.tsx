// SPDX-License-Identifier: Apache-2.0
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ApiError } from "@/api/client";
import { setupQuery } from "@/api/queries";
import { ErrorBoundary } from "./ErrorBoundary";
import { Gate } from "./Gate";

const setupKey = setupQuery().queryKey;

const client = new QueryClient({
  queryCache: new QueryCache({
    // A key that was revoked meanwhile: the setup query then says so, and the gate closes.
    onError: (error, query) => {
      if (error instanceof ApiError && error.problem.status === 401 && query.queryKey[1] !== setupKey[1])
        void client.invalidateQueries({ queryKey: setupKey });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      // A refused request stays refused; a server that is starting or busy deserves another try.
      retry: (failures, error) =>
        failures < 2 && !(error instanceof ApiError && error.problem.status >= 400 && error.problem.status < 500),
    },
  },
});

export function App() {
  return (
    <ErrorBoundary>
      <QueryClientProvider client={client}>
        <Gate />
      </QueryClientProvider>
    </ErrorBoundary>
  );
}
