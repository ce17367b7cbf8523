/** `--bg` of both themes, for what a browser draws around the page; globals.test.ts holds them together. */
export const PAGE_COLOUR = { light: "#f7f7f5", dark: "#0e1014" } as const;
