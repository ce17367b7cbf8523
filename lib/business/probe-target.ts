import { AppError } from "@/lib/platform/errors";
import { OutgoingRefusedError, type OutgoingGuard } from "@/lib/platform/outgoing-guard";

/**
 * A literal address that probes must not reach is refused when it is entered; a name is only known when it is asked.
 * @throws AppError bad-request that names the field
 */
export function requireReachable(guard: Pick<OutgoingGuard, "checkUrl">, url: string | null): void {
  if (url === null) return;
  try {
    guard.checkUrl(new URL(url));
  } catch (error) {
    if (!(error instanceof OutgoingRefusedError)) throw error;
    const errors = [{ pointer: "/url", message: error.message }];
    throw new AppError("bad-request", `/url: ${error.message}`, { errors });
  }
}
