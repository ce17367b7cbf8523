import type { SettingsForm } from "./use-settings-form";

interface SettingsFormEndProps {
  readonly form: Pick<SettingsForm<unknown, string>, "saving" | "failure" | "outdated" | "startAgain">;
  readonly onCancel: () => void;
}

/** Whether it can be saved, and the buttons. */
export function SettingsFormEnd({ form, onCancel }: SettingsFormEndProps) {
  const { saving, failure, outdated, startAgain } = form;
  return (
    <div className="mt-1 flex flex-col gap-3 border-t border-line pt-4">
      <div role="alert" className="flex flex-col items-start gap-2 empty:hidden">
        {failure === null ? null : <p className="font-medium text-crit">{failure}</p>}
        {outdated ? (
          <>
            {failure === null ? <p>Somebody else changed this since you opened it.</p> : null}
            <button type="button" className="btn" onClick={startAgain}>
              Start again from what is there now
            </button>
          </>
        ) : null}
      </div>
      <div className="flex gap-2">
        <button type="submit" className="btn btn-primary" disabled={saving || outdated}>
          {saving ? "Saving" : "Save"}
        </button>
        <button type="button" className="btn" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </div>
  );
}
