// SPDX-License-Identifier: Apache-2.0
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ApiError } from "@/api/client";
import { ErrorBoundary } from "./ErrorBoundary";
import { Shell } from "./Shell";

const client = new QueryClient({
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
        <Shell />
      </QueryClientProvider>
    </ErrorBoundary>
  );
}
