const ANY_ORIGIN = "http://this.invalid";

/** Where to go after signing in: a path of this site, else `/`. Nothing that a browser would take for another site. */
export function safeNextPath(next: string | null | undefined): string {
  if (!next?.startsWith("/") || /[\\\p{Cc}]/u.test(next) || !URL.canParse(next, ANY_ORIGIN)) return "/";
  const url = new URL(next, ANY_ORIGIN);
  if (url.origin !== ANY_ORIGIN || url.pathname.startsWith("//")) return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}
