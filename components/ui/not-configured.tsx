import Link from "next/link";
import { StatusShape } from "./status-shape";

interface NotConfiguredProps {
  /** What is missing and what it would give, in a sentence. */
  readonly reason: string;
  /** Where somebody sets it; without it, the setting is right here or somebody else's. */
  readonly setting?: { readonly href: string; readonly label: string };
}

/** In the place of a figure that nobody has given the inputs for: the words, why, and the way to the setting. */
export function NotConfigured({ reason, setting }: NotConfiguredProps) {
  return (
    <div className="min-w-0" data-state="not-configured">
      <p className="flex items-center gap-1.5 font-semibold text-ink-2">
        <StatusShape shape="ring" />
        Not configured
      </p>
      <p className="mt-0.5 text-caption text-ink-2">
        {reason}
        {setting === undefined ? null : (
          <>
            {" "}
            <Link href={setting.href} className="link">
              {setting.label}
            </Link>
          </>
        )}
      </p>
    </div>
  );
}
