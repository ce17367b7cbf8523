"use client";

import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ApiProblem } from "./api-problem";

/** What the server rendered counts as fresh for this long; then the live stream has taken over. */
const FRESH_MS = 5_000;
const RETRIES = 1;
const UNAUTHENTICATED = 401;
const SERVER_ERRORS_FROM = 500;

function toSignIn(): void {
  const signIn = new URL("/sign-in", window.location.href);
  signIn.searchParams.set("next", window.location.pathname + window.location.search);
  window.location.assign(signIn); // a new document: nothing of the ended session stays in memory
}

function createClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiProblem && error.status === UNAUTHENTICATED) toSignIn();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) =>
          failures < RETRIES && !(error instanceof ApiProblem && error.status < SERVER_ERRORS_FROM),
      },
    },
  });
}

export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(createClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
