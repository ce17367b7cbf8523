import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { regionsQuery, servicesQuery } from "@/components/queries/catalog-queries";
import { paletteCommands, timeZoneCommands, type Command, type CommandSources } from "./command";

export interface PaletteCommands {
  readonly commands: readonly Command[];
  /** What could not be asked for, in a sentence; null: everything is there. */
  readonly trouble: string | null;
  readonly loading: boolean;
}

/** Everything that the palette reaches: pages and actions at once, regions and services as soon as they are known. */
export function usePaletteCommands(known: Omit<CommandSources, "regions" | "services">): PaletteCommands {
  const regions = useQuery(regionsQuery);
  const services = useQuery(servicesQuery);
  const commands = useMemo(
    () =>
      paletteCommands({
        ...known,
        regions: regions.data?.data ?? [],
        services: services.data?.data.map(({ name }) => name) ?? [],
      }),
    [known, regions.data, services.data],
  );
  const missing = [
    ...(regions.isError && !regions.data ? ["regions"] : []),
    ...(services.isError && !services.data ? ["services"] : []),
  ];
  return {
    commands,
    trouble: missing.length === 0 ? null : `The ${missing.join(" and ")} could not be asked for just now.`,
    loading: regions.isPending || services.isPending,
  };
}

/** The time zones that this browser knows. */
export function useTimeZoneCommands(): readonly Command[] {
  return useMemo(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return timeZoneCommands(own, Intl.supportedValuesOf("timeZone"));
  }, []);
}
