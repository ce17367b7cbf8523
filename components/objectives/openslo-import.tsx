"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type ChangeEvent, type FormEvent } from "react";
import { errorSentence } from "@/components/queries/api-problem";
import { importOpenslo } from "@/components/queries/objective-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { SidePanel } from "@/components/ui/side-panel";
import { showToast } from "@/components/ui/toast";
import { changeCount, changeSentence, isImportable } from "@/lib/pipeline/present/openslo-report";
import { OpensloReportView } from "./openslo-report-view";

const ROWS = 10;

/** OpenSLO from a file or pasted: what it would do is shown first, and done once that is confirmed. */
export function OpensloImport({ onDone }: { onDone: () => void }) {
  const client = useQueryClient();
  const [yaml, setYaml] = useState("");
  const id = useId();
  const trial = useMutation({ mutationFn: (text: string) => importOpenslo(text, true) });
  const importing = useMutation({
    mutationFn: (text: string) => importOpenslo(text, false),
    onSuccess: async (report) => {
      await client.invalidateQueries({ queryKey: queryKeys.objectives.all });
      onDone();
      showToast({ text: changeSentence(report) });
    },
  });
  const take = (text: string) => {
    setYaml(text);
    trial.reset();
    importing.reset();
  };
  const readFile = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    if (file) take(await file.text());
  };
  const check = (event: FormEvent) => {
    event.preventDefault();
    trial.mutate(yaml);
  };
  const report = trial.data;
  const error = trial.error ?? importing.error;
  const changes = report ? changeCount(report) : 0;
  return (
    <SidePanel title="Import OpenSLO" onClose={onDone}>
      <form onSubmit={check} className="flex flex-col gap-4" aria-label="Import OpenSLO">
        <p className="text-ink-2">
          OpenSLO v1 YAML. Objectives that the file does not speak of stay as they are.
        </p>
        <label className="flex flex-col gap-1 text-[13px] font-medium">
          File
          <input
            type="file"
            accept=".yaml,.yml"
            className="field"
            onChange={(event) => void readFile(event)}
          />
        </label>
        <div className="flex flex-col gap-1">
          <label htmlFor={id} className="text-[13px] font-medium">
            Or its text
          </label>
          <textarea
            id={id}
            className="field font-mono text-[12px]!"
            rows={ROWS}
            value={yaml}
            spellCheck={false}
            onChange={({ target }) => take(target.value)}
          />
        </div>
        <div role="status">{report ? <OpensloReportView report={report} /> : null}</div>
        <p role="alert" className="font-medium text-crit empty:hidden">
          {error ? errorSentence(error) : null}
        </p>
        <div className="flex flex-wrap gap-2 border-t border-line pt-4">
          {report && isImportable(report) ? (
            <button
              type="button"
              className="btn btn-primary"
              onClick={() => importing.mutate(yaml)}
              disabled={importing.isPending}
            >
              {importing.isPending
                ? "Importing"
                : `Import ${changes} ${changes === 1 ? "change" : "changes"}`}
            </button>
          ) : (
            <button
              type="submit"
              className="btn btn-primary"
              disabled={yaml.trim() === "" || trial.isPending}
            >
              {trial.isPending ? "Checking" : "Show what it would do"}
            </button>
          )}
          <button type="button" className="btn" onClick={onDone}>
            Cancel
          </button>
        </div>
      </form>
    </SidePanel>
  );
}
