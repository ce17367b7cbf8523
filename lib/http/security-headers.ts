/** What the security headers depend on. */
export interface SecurityHeaderInput {
  /** Fresh for every answer: only scripts that carry it run. */
  readonly nonce: string;
  /** The development server evaluates code and speaks WebSocket. */
  readonly development: boolean;
  readonly https: boolean;
}

/** The Content-Security-Policy of a page. Styles stay open to inline ones: charts set them on their elements. */
export function contentSecurityPolicy({ nonce, development, https }: SecurityHeaderInput): string {
  const directives = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  return [...directives, ...(https ? ["upgrade-insecure-requests"] : [])].join("; ");
}

const A_YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Every security header of an answer, by name. */
export function securityHeaders(input: SecurityHeaderInput): Record<string, string> {
  return {
    "content-security-policy": contentSecurityPolicy(input),
    "x-content-type-options": "nosniff",
    // Not `no-referrer`: browsers then send `Origin: null` with our own pages' changes, which the origin check refuses.
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
    ...(input.https ? { "strict-transport-security": `max-age=${A_YEAR_SECONDS}` } : {}),
  };
}
