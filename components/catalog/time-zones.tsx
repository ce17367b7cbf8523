import { useMemo } from "react";

/** The zones that this browser knows, for a field to choose from. */
export function TimeZones({ id }: { id: string }) {
  const names = useMemo(() => Intl.supportedValuesOf("timeZone"), []);
  return (
    <datalist id={id}>
      {names.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
}
