"use client";

import { ToastHost } from "@/components/ui/toast-host";
import { KioskGate } from "./kiosk-gate";
import { LiveAnnouncer } from "./live-announcer";
import { ShellDialogs, type ShellDialogsProps } from "./shell-dialogs";

/** What of the shell shows nothing by itself: keys and their dialogs, messages, announcements, TV mode. */
export function ShellParts(props: ShellDialogsProps) {
  return (
    <>
      <LiveAnnouncer />
      <ShellDialogs {...props} />
      <KioskGate />
      <ToastHost />
    </>
  );
}
