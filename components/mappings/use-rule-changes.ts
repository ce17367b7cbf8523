import { useMutation, useQueryClient } from "@tanstack/react-query";
import { deleteMapping, restoreMapping, switchMapping } from "@/components/queries/mapping-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { showToast } from "@/components/ui/toast";
import type { MappingContract } from "@/lib/contracts/mapping";

/** Switches a rule on or off, and deletes it; both can be taken back for a while. */
export function useRuleChanges(mapping: MappingContract) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.mappings.all });
  const done = (text: string, undo: () => Promise<unknown>) => {
    showToast({ text, undo: () => undo().finally(refresh) });
    return refresh();
  };
  const switching = useMutation({
    mutationFn: () => switchMapping(mapping),
    onSuccess: ({ data }) =>
      done(`The rule ${data.key} is ${data.enabled ? "on" : "off"}.`, () => switchMapping(data)),
  });
  const deletion = useMutation({
    mutationFn: () => deleteMapping(mapping),
    onSuccess: () => done(`The rule ${mapping.key} is deleted.`, () => restoreMapping(mapping)),
  });
  return { switching, deletion };
}
