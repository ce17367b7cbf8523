import type { Env } from "@/lib/platform/env";

/** Origins whose pages may sign people in and change things: the public URL, and this machine's own names for the port. */
export function trustedOrigins(env: Pick<Env, "publicUrl" | "port">): string[] {
  const own = [`http://localhost:${env.port}`, `http://127.0.0.1:${env.port}`];
  return [...new Set([new URL(env.publicUrl).origin, ...own])];
}
