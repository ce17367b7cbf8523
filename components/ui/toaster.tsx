"use client";

import { useEffect } from "react";
import { Toaster as Sonner, toast } from "sonner";
import { errorSentence } from "@/components/queries/api-problem";
import { isTypingIn } from "./is-typing-in";
import { ToastCard } from "./toast-card";
import { showToast, toastQueue, type ToastMessage } from "./toast";

/** A screen reader must know the live region before it hears of anything in it. */
const REGION_KNOWN_AFTER_MS = 150;
const ASIDE = "Messages. Alt+T goes there";

/** What can be taken back now, oldest first. */
const undoable = new Map<string | number, () => void>();

/** Shows the page's short messages: over everything, read out politely, Alt+T puts the focus there. */
export function Toaster() {
  useEffect(() => {
    let leave: (() => void) | undefined;
    const drain = () => toastQueue.take().forEach(show);
    const timer = setTimeout(() => {
      drain();
      leave = toastQueue.subscribe(drain);
    }, REGION_KNOWN_AFTER_MS);
    window.addEventListener("keydown", undoNewest);
    return () => {
      clearTimeout(timer);
      leave?.();
      window.removeEventListener("keydown", undoNewest);
    };
  }, []);
  return <Sonner customAriaLabel={ASIDE} position="bottom-right" gap={8} />;
}

function show({ text, undo, undoForMs }: ToastMessage): void {
  const gone = (id: string | number) => void undoable.delete(id);
  const id = toast.custom(
    (shownId) => (
      <ToastCard
        text={text}
        onUndo={undo === undefined ? null : () => undoable.get(shownId)?.()}
        onClose={() => toast.dismiss(shownId)}
      />
    ),
    // The card counts its own time: it also stops for the focus.
    { duration: Infinity, className: "w-full", onDismiss: ({ id }) => gone(id) },
  );
  if (undo === undefined) return;
  if (undoForMs !== undefined) setTimeout(() => overFor(id), undoForMs);
  undoable.set(id, () => {
    gone(id); // once
    toast.dismiss(id);
    void takeBack(undo);
  });
}

/** A message that promised what is no longer possible goes. */
function overFor(id: string | number): void {
  if (undoable.has(id)) toast.dismiss(id);
}

async function takeBack(undo: () => unknown): Promise<void> {
  try {
    await undo();
    showToast({ text: "Undone." });
  } catch (error) {
    const because = error instanceof Error ? errorSentence(error) : "";
    showToast({ text: `It could not be undone. ${because}` });
  }
}

/** Ctrl+Z or ⌘Z; in a field it is the field's. */
function undoNewest(event: KeyboardEvent): void {
  const pressed = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
  if (!pressed || event.defaultPrevented || isTypingIn(event.target)) return;
  const newest = [...undoable.values()].at(-1);
  if (newest === undefined) return;
  event.preventDefault();
  newest();
}
