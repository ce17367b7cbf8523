"use client";

import { ModalDialog } from "@/components/ui/modal-dialog";
import { KeyCaps } from "@/components/ui/key-caps";
import { openDialog } from "./open-dialog";
import { isApple } from "./is-apple";
import type { Shortcut } from "./shortcuts";

interface ShortcutsDialogProps {
  readonly shortcuts: readonly Shortcut[];
  readonly enabled: boolean;
  readonly onEnable: (enabled: boolean) => void;
}

/** Every shortcut, and the switch for those of single keys: speech input and slips of the hand press them unmeant. */
export function ShortcutsDialog({ shortcuts, enabled, onEnable }: ShortcutsDialogProps) {
  const command = isApple() ? "⌘" : "Ctrl";
  const chords = [
    { keys: `${command} k`, label: "Search: every page, region, service and action" },
    { keys: `${command} z`, label: "Undo, while a message offers it" },
    { keys: "← →", label: "In a chart: walk along it" },
    { keys: "Shift ← →", label: "In a chart: select a range; Enter zooms into it" },
    { keys: "Alt t", label: "Go to the messages" },
    { keys: "Esc", label: "Close what is open; leave TV mode" },
  ];
  return (
    <ModalDialog label="Keyboard shortcuts" onClose={openDialog.close} className="w-[460px]">
      <div className="flex items-center justify-between gap-3">
        <h2 className="text-[16px] font-semibold">Keyboard shortcuts</h2>
        <button type="button" className="btn" onClick={openDialog.close}>
          Close
        </button>
      </div>
      <ShortcutList shortcuts={chords} />
      <label className="mt-4 flex min-h-8 items-center gap-2.5 border-t border-line pt-3">
        <input
          type="checkbox"
          role="switch"
          className="switch"
          checked={enabled}
          onChange={(event) => onEnable(event.target.checked)}
        />
        Shortcuts of single keys
      </label>
      <p className="text-caption text-ink-2">
        {enabled
          ? "They do nothing while you type in a field. Keys one after the other: press them within a second and a half."
          : "They are off in this browser. Everything they do is in the search as well."}
      </p>
      <ShortcutList shortcuts={shortcuts} />
    </ModalDialog>
  );
}

function ShortcutList({ shortcuts }: { shortcuts: readonly Pick<Shortcut, "keys" | "label">[] }) {
  return (
    <dl className="mt-2 grid grid-cols-[1fr_auto] gap-x-6">
      {shortcuts.map(({ keys, label }) => (
        <div
          key={keys}
          className="col-span-2 grid grid-cols-subgrid items-center border-t border-line py-1 first:border-0"
        >
          <dt className="text-ink-2">{label}</dt>
          <dd className="justify-self-end">
            <KeyCaps keys={keys} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
