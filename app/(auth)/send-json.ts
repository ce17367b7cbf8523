const NETWORK_TEXT = "The server cannot be reached. Try again shortly.";
const TOO_MANY = 429;

export type Sent = { readonly ok: true } | { readonly ok: false; readonly text: string };

/** POSTs JSON to one of our own routes; a refusal comes back as a sentence for whoever typed. */
export async function sendJson(path: string, body: unknown): Promise<Sent> {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const response = await fetch(path, init).catch(() => null);
  if (response === null) return { ok: false, text: NETWORK_TEXT };
  if (response.ok) return { ok: true };
  return { ok: false, text: await refusalText(response) };
}

async function refusalText(response: Response): Promise<string> {
  if (response.status === TOO_MANY) {
    const seconds = response.headers.get("retry-after");
    return `Too many attempts. Try again ${seconds === null ? "later" : `in ${seconds} seconds`}.`;
  }
  const refusal = (await response.json().catch(() => null)) as { detail?: string; message?: string } | null;
  return refusal?.detail ?? refusal?.message ?? `The server refused (${response.status}).`;
}
