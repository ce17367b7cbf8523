"use client";

import { CommandGroup, CommandInput, CommandItem, CommandList, CommandRoot } from "cmdk";
import { useMemo, useState, type KeyboardEvent } from "react";
import type { Deed } from "@/components/shell/deed";
import type { NavItem } from "@/components/shell/nav-links";
import { openDialog } from "@/components/shell/open-dialog";
import type { Shortcut } from "@/components/shell/shortcuts";
import { KeyCaps } from "@/components/ui/key-caps";
import { ModalDialog } from "@/components/ui/modal-dialog";
import type { Command } from "./command";
import { rankCommands, type RankedGroup } from "./rank-commands";
import { usePaletteCommands, useTimeZoneCommands } from "./use-palette-commands";

interface CommandPaletteProps {
  readonly nav: readonly NavItem[];
  readonly settings: readonly NavItem[];
  readonly mayRunCycle: boolean;
  readonly shortcuts: readonly Shortcut[];
  readonly onRun: (deed: Deed) => void;
}

type Level = "everything" | "time-zones";
const PROMPT: Readonly<Record<Level, string>> = {
  everything: "Page, region, service or action",
  "time-zones": "Show times in the time zone of",
};

/** Finds everything that the product has by a few letters, and goes there or does it. */
export function CommandPalette({ nav, settings, mayRunCycle, shortcuts, onRun }: CommandPaletteProps) {
  const [level, setLevel] = useState<Level>("everything");
  const known = useMemo(
    () => ({ nav, settings, mayRunCycle, shortcuts }),
    [nav, settings, mayRunCycle, shortcuts],
  );
  const everything = usePaletteCommands(known);
  const timeZones = useTimeZoneCommands();
  const select = ({ deed }: Command) => {
    if (deed.kind === "choose-time-zone") return setLevel("time-zones");
    openDialog.close();
    // Once the dialog is gone: what follows may open another, print the page, or move the focus.
    requestAnimationFrame(() => onRun(deed));
  };
  return (
    <ModalDialog label="Search and commands" onClose={openDialog.close} className="palette">
      <Choice
        key={level}
        prompt={PROMPT[level]}
        commands={level === "everything" ? everything.commands : timeZones}
        note={level === "everything" ? note(everything) : null}
        onSelect={select}
        onBack={level === "everything" ? null : () => setLevel("everything")}
      />
    </ModalDialog>
  );
}

function note({ trouble, loading }: { trouble: string | null; loading: boolean }): string | null {
  return trouble ?? (loading ? "Regions and services are on their way." : null);
}

interface ChoiceProps {
  readonly prompt: string;
  readonly commands: readonly Command[];
  readonly note: string | null;
  readonly onSelect: (command: Command) => void;
  /** null: there is nothing to go back to. */
  readonly onBack: (() => void) | null;
}

function Choice({ prompt, commands, note, onSelect, onBack }: ChoiceProps) {
  const [query, setQuery] = useState("");
  const groups = useMemo(() => rankCommands(commands, query), [commands, query]);
  const [chosen, setChosen] = useState<string | null>(null);
  const ids = groups.flatMap((group) => group.commands.map(({ id }) => id));
  const typed = (text: string) => {
    setQuery(text);
    setChosen(null);
  };
  const back = (event: KeyboardEvent) => {
    if (event.key === "Backspace" && query === "") onBack?.();
  };
  return (
    <CommandRoot
      label={prompt}
      shouldFilter={false}
      vimBindings={false}
      loop
      // The best one, until another is chosen.
      value={chosen !== null && ids.includes(chosen) ? chosen : (ids[0] ?? "")}
      onValueChange={setChosen}
      onKeyDown={back}
    >
      <CommandInput
        data-first-focus=""
        autoFocus
        placeholder={prompt}
        value={query}
        onValueChange={typed}
        className="palette-input"
      />
      <CommandList label="Found" className="palette-list">
        {groups.map((group) => (
          <Group key={group.group} group={group} onSelect={onSelect} />
        ))}
      </CommandList>
      <p role="status" className="palette-note">
        {ids.length === 0 ? (
          `Nothing has “${query}” in its name. `
        ) : (
          <span className="sr-only">{ids.length} found. </span>
        )}
        {note}
      </p>
    </CommandRoot>
  );
}

function Group({ group, onSelect }: { group: RankedGroup; onSelect: (command: Command) => void }) {
  return (
    <CommandGroup heading={group.group}>
      {group.commands.map((command) => (
        <CommandItem key={command.id} value={command.id} onSelect={() => onSelect(command)}>
          <span className="min-w-0 truncate">{command.label}</span>
          {command.detail === undefined ? null : (
            <span className="text-caption text-ink-2">{command.detail}</span>
          )}
          {command.keys === undefined ? null : (
            <span className="ml-auto" aria-hidden="true">
              <KeyCaps keys={command.keys} />
            </span>
          )}
        </CommandItem>
      ))}
    </CommandGroup>
  );
}
