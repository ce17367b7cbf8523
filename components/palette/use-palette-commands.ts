import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { serviceNamesQuery } from "@/components/queries/palette-queries";
import { regionalQuery } from "@/components/queries/snapshot-queries";
import { regionName } from "@/lib/pipeline/present/region-name";
import { paletteCommands, timeZoneCommands, type Command, type CommandSources } from "./command";

export interface PaletteCommands {
  readonly commands: readonly Command[];
  /** What could not be asked for, in a sentence; null: everything is there. */
  readonly trouble: string | null;
  readonly loading: boolean;
}

/** Everything that the palette reaches: pages and actions at once, regions and services as soon as they are known. */
export function usePaletteCommands(known: Omit<CommandSources, "regions" | "services">): PaletteCommands {
  const regional = useQuery(regionalQuery);
  const services = useQuery(serviceNamesQuery);
  const commands = useMemo(() => {
    const regions =
      regional.data?.data.map(({ region }) => ({ code: region, name: regionName(region) })) ?? [];
    return paletteCommands({ ...known, regions, services: services.data ?? [] });
  }, [known, regional.data, services.data]);
  const missing = [
    ...(regional.isError && !regional.data ? ["regions"] : []),
    ...(services.isError && !services.data ? ["services"] : []),
  ];
  return {
    commands,
    trouble: missing.length === 0 ? null : `The ${missing.join(" and ")} could not be asked for just now.`,
    loading: regional.isPending || services.isPending,
  };
}

/** The time zones that this browser knows. */
export function useTimeZoneCommands(): readonly Command[] {
  return useMemo(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return timeZoneCommands(own, Intl.supportedValuesOf("timeZone"));
  }, []);
}
