"use client";

import { useState, type FormEvent } from "react";
import { importFile, startImport } from "@/components/queries/backfill-queries";
import { useImport } from "./use-import";

/** Imports an OpenMetrics file: an upload, or one that lies on the server. */
export function FileForm() {
  const { mutation, error } = useImport((input: File | string) =>
    typeof input === "string" ? startImport({ kind: "file", file: input }) : importFile(input),
  );
  const [invalid, setInvalid] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const upload = data.get("upload");
    const name = String(data.get("name") ?? "").trim();
    const input = upload instanceof File && upload.size > 0 ? upload : name;
    setInvalid(input === "" ? "Choose a file, or name one that lies on the server." : null);
    if (input !== "") mutation.mutate(input, { onSuccess: () => form.reset() });
  };
  return (
    <section aria-labelledby="from-file" className="card flex flex-col gap-2.5">
      <h2 id="from-file" className="card-title">
        From an OpenMetrics file
      </h2>
      <form onSubmit={submit} className="flex flex-wrap items-end gap-2.5">
        <label className="flex min-w-0 basis-full flex-col gap-1 text-caption text-ink-2">
          File to upload
          <input name="upload" type="file" className="field min-w-0" accept=".om,.txt,.prom,text/plain" />
        </label>
        <label className="flex min-w-0 basis-full flex-col gap-1 text-caption text-ink-2">
          Or the name of a file in the server&apos;s folder imports (in its DATA_DIR)
          <input name="name" className="field" placeholder="metrics.om" autoComplete="off" />
        </label>
        <button type="submit" className="btn btn-primary min-h-[32px]!" disabled={mutation.isPending}>
          {mutation.isPending ? "Sending" : "Import file"}
        </button>
        <p role="alert" className="basis-full text-caption text-crit empty:hidden">
          {invalid ?? error}
        </p>
      </form>
    </section>
  );
}
