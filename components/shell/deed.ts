/** What a key or an entry of the palette does. */
export type Deed =
  | { readonly kind: "go"; readonly href: string; readonly document?: boolean }
  | { readonly kind: "next-theme" }
  /** null: the visitor's own. */
  | { readonly kind: "time-zone"; readonly timeZone: string | null }
  | { readonly kind: "tv-mode" }
  | { readonly kind: "run-cycle" }
  | { readonly kind: "copy-link" }
  | { readonly kind: "print" }
  | { readonly kind: "shortcuts" };
