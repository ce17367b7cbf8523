import type { ReactNode } from "react";

interface SettingsHeadProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly mayChange: boolean;
}

/** What a page of settings is about, and who changes them. */
export function SettingsHead({ title, children, mayChange }: SettingsHeadProps) {
  return (
    <header>
      <h1 className="text-[21px] leading-[1.25] font-[640] tracking-[-0.02em] sm:text-[25px]">{title}</h1>
      <p className="mt-1 max-w-[75ch] text-ink-2">
        {children}
        {mayChange ? null : " Only an administrator changes what is set here."}
      </p>
    </header>
  );
}
