import * as z from "zod";

const MAX_HEADER = 8_000;
/** Those are the connection's, not the caller's. */
const OWN_HEADERS =
  /^(host|connection|content-length|content-type|transfer-encoding|upgrade|te|trailer|expect|accept-encoding|keep-alive|proxy-.*)$/i;

/** The name of a header that a caller has us send to an engine. */
export const outgoingHeaderName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, "is no header's name")
  .refine((name) => !OWN_HEADERS.test(name), "is set by the connection itself");

/** Its value: no control characters but a tab, and nothing past Latin-1. */
export const outgoingHeaderValue = z
  .string()
  .max(MAX_HEADER)
  .regex(/^[^\x00-\x08\x0a-\x1f\x7f\u0100-\uffff]*$/, "holds characters that a header cannot");
