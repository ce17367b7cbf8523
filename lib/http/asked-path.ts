/** The request header in which a page finds its own address: Next tells it only to its layout's browser side. Set by `proxy.ts`. */
export const ASKED_PATH_HEADER = "x-asked-path";

/** What Next's router adds for itself. */
const ROUTER_PARAMETER = "_rsc";

/** Path and query of an address. */
export function askedPath({
  pathname,
  searchParams,
}: {
  pathname: string;
  searchParams: URLSearchParams;
}): string {
  const search = new URLSearchParams(searchParams);
  search.delete(ROUTER_PARAMETER);
  return search.size === 0 ? pathname : `${pathname}?${search}`;
}

/** `path` with the query of the address that was asked for, if that is an address of this very page. */
export function withAskedQuery(path: string, asked: string | null): string {
  if (asked === null) return path;
  const at = asked.indexOf("?");
  return at >= 0 && samePath(asked.slice(0, at), path) ? path + asked.slice(at) : path;
}

/** Whether two paths are the same but for their escapes. */
function samePath(one: string, other: string): boolean {
  try {
    return decodeURI(one) === decodeURI(other);
  } catch {
    return false;
  }
}
