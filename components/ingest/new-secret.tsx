import { CopyButton } from "@/components/ui/copy-button";
import type { CreatedApiKeyResponse } from "@/lib/contracts/api-key";

interface NewSecretProps {
  readonly created: CreatedApiKeyResponse["data"];
  readonly onDone: () => void;
}

/** A key's secret, the one time it can be seen. */
export function NewSecret({ created, onDone }: NewSecretProps) {
  return (
    <div role="status" className="flex flex-col gap-2 rounded-lg border border-line-strong bg-quiet-bg p-3">
      <p>
        <b className="font-semibold">Key “{created.name}” is created.</b> Copy its secret now: it is not kept
        and cannot be shown again.
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 font-mono text-[13px] break-all select-all" data-testid="new-secret">
          {created.secret}
        </code>
        <CopyButton text={created.secret} label="Copy the secret" />
        <button type="button" className="btn" onClick={onDone}>
          Done
        </button>
      </div>
    </div>
  );
}
