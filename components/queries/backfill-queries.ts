import { queryOptions } from "@tanstack/react-query";
import {
  backfillListResponseSchema,
  backfillResponseSchema,
  uploadedFileSchema,
  type StartBackfillBody,
} from "@/lib/contracts/backfill";
import { problemOf } from "./api-problem";
import { getApi, sendApi } from "./call-api";
import { queryKeys } from "./query-keys";

const UPLOADS = "/api/uploads/history";

export const backfillsQuery = queryOptions({
  queryKey: queryKeys.backfills.all,
  queryFn: ({ signal }) => getApi("/backfills", backfillListResponseSchema, signal),
});

export function startImport(body: StartBackfillBody) {
  return sendApi("POST", "/backfills", backfillResponseSchema, body);
}

/** Sends the file first: the import is started once it is there as a whole. */
export async function importFile(file: File) {
  const response = await fetch(UPLOADS, {
    method: "POST",
    headers: { "content-type": "application/openmetrics-text" },
    body: file,
  });
  if (!response.ok) throw await problemOf(response);
  const uploaded = uploadedFileSchema.parse(await response.json());
  return startImport({
    kind: "file",
    file: uploaded.file,
    name: `${file.name} ${uploaded.file.slice(0, 8)}`,
  });
}

export function cancelImport(id: string) {
  return sendApi("POST", `/backfills/${encodeURIComponent(id)}/cancel`, backfillResponseSchema);
}
