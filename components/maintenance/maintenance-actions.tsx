"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { errorSentence } from "@/components/queries/api-problem";
import { deleteMaintenanceWindow, saveMaintenanceWindow } from "@/components/queries/maintenance-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { showToast } from "@/components/ui/toast";
import type { MaintenanceWindowContract } from "@/lib/contracts/maintenance-window";
import { bodyOfWindow } from "./maintenance-draft";

interface MaintenanceActionsProps {
  readonly window: MaintenanceWindowContract;
  readonly onEdit: () => void;
}

/** Removing can be taken back: the window is then entered again. */
export function MaintenanceActions({ window, onEdit }: MaintenanceActionsProps) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.incidents.maintenance });
  const removal = useMutation({
    mutationFn: () => deleteMaintenanceWindow(window),
    onSettled: refresh,
    onSuccess: () => {
      const undo = async () => {
        await saveMaintenanceWindow(null, bodyOfWindow(window));
        await refresh();
      };
      showToast({ text: `${window.name} is removed.`, undo });
    },
  });
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <button type="button" className="btn" onClick={onEdit} aria-label={`Edit ${window.name}`}>
        Edit
      </button>
      <button
        type="button"
        className="btn"
        onClick={() => removal.mutate()}
        disabled={removal.isPending}
        aria-label={`Remove ${window.name}`}
      >
        Remove
      </button>
      <p role="alert" className="basis-full text-caption text-crit empty:hidden">
        {removal.error ? errorSentence(removal.error) : null}
      </p>
    </div>
  );
}
