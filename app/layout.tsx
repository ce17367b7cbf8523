import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { cookies, headers } from "next/headers";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { isKioskAddress } from "@/components/shell/kiosk-parameter";
import { THEME_COOKIE, themeOf } from "@/components/shell/preference-cookie";
import { ASKED_PATH_HEADER } from "@/lib/http/asked-path";
import "./globals.css";
import { PAGE_COLOUR } from "./page-colour";

const inter = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  weight: "100 900",
  style: "normal",
  display: "swap",
  variable: "--font-inter",
  adjustFontFallback: "Arial",
});

export const metadata: Metadata = {
  title: { default: "Hyperscale Monitoring", template: "%s · Hyperscale Monitoring" },
  icons: { icon: "/icon.svg" },
  description: "Live health, money at risk and what breaks next, for a platform with a billion users.",
};

const chosenTheme = async () => themeOf((await cookies()).get(THEME_COOKIE)?.value);

/** The browser's own surroundings in the colour of the page: as the system has it, or as was chosen. */
export async function generateViewport(): Promise<Viewport> {
  const theme = await chosenTheme();
  const colours = (["light", "dark"] as const).map((each) => ({
    media: `(prefers-color-scheme: ${each})`,
    color: PAGE_COLOUR[theme === "system" ? each : theme],
  }));
  return { width: "device-width", initialScale: 1, themeColor: colours };
}

/** Every page is dynamic: the nonces of the content security policy exist only in a rendered response. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection();
  const theme = await chosenTheme();
  const kiosk = isKioskAddress((await headers()).get(ASKED_PATH_HEADER) ?? "");
  return (
    <html
      lang="en"
      data-theme={theme === "system" ? undefined : theme}
      data-kiosk={kiosk ? "" : undefined}
      className={inter.variable}
    >
      <body>{children}</body>
    </html>
  );
}
