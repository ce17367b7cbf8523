/** `meta.currency` of an answer with money; absent where the cycle did not know it yet. */
export function currencyMeta(currency: string | null | undefined): { readonly currency?: string } {
  return currency ? { currency } : {};
}
