import { errorSentence } from "@/components/queries/api-problem";
import { startCycle } from "@/components/queries/monitoring-queries";
import { showToast } from "@/components/ui/toast";
import { withParameter } from "./address";
import type { Deed } from "./deed";
import { isKiosk, KIOSK } from "./kiosk-parameter";
import { openDialog } from "./open-dialog";
import { chooseTheme, currentTheme, THEME_LABEL, themeAfter } from "./theme-choice";

/** The address's parameter of the time zone that times are shown in. */
const TIME_ZONE = "tz";

/** Goes to an address of the product without loading a new document. */
type Navigate = (href: string) => void;

/** Does what a key or an entry of the palette stands for. */
export function runDeed(deed: Deed, navigate: Navigate): void {
  switch (deed.kind) {
    case "go":
      return deed.document ? window.location.assign(deed.href) : navigate(deed.href);
    case "next-theme":
      return changeTheme();
    case "time-zone":
      return navigate(here(TIME_ZONE, deed.timeZone));
    case "tv-mode":
      return navigate(here(KIOSK, isKiosk(parameter(KIOSK)) ? null : "1"));
    case "run-cycle":
      return void runCycle();
    case "copy-link":
      return void copyLink();
    case "print":
      return window.print();
    case "shortcuts":
      return openDialog.open("shortcuts");
    default:
      return deed satisfies never;
  }
}

const parameter = (name: string) => new URLSearchParams(window.location.search).get(name);

function here(name: string, value: string | null): string {
  return withParameter(window.location.pathname, window.location.search, name, value);
}

function changeTheme(): void {
  const before = currentTheme();
  const after = themeAfter(before);
  chooseTheme(after);
  showToast({ text: `Theme: ${THEME_LABEL[after]}`, undo: () => chooseTheme(before) });
}

async function runCycle(): Promise<void> {
  try {
    await startCycle();
    showToast({ text: "A monitoring cycle runs. Its figures appear by themselves." });
  } catch (error) {
    showToast({ text: `The monitoring cycle was not started. ${errorSentence(error as Error)}` });
  }
}

async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(window.location.href);
    showToast({ text: "The link to this view is copied." });
  } catch {
    showToast({ text: "The browser does not let the link be copied. Take it from the address bar." });
  }
}
