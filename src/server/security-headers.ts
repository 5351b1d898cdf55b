/** What every answer carries. A page replaces the content security policy by its own. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cross-origin-opener-policy': 'same-origin',
};

/** Only sent where people reach us over https. */
export const strictTransport = 'max-age=31536000';

/**
 * A page runs and shows what this server gave, and talks to this server only. `styles`: addresses whose style sheets it
 * may take besides.
 */
export function pagePolicy(publicUrl: string, styles: readonly string[] = []): string {
  // 'self' does not cover WebSockets in browsers of before 2022.
  const sockets = new URL(publicUrl).origin.replace(/^http/, 'ws');
  return [
    "default-src 'none'",
    "script-src 'self'",
    ["style-src 'self'", ...new Set(styles.map((address) => new URL(address).origin))].join(' '),
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    `connect-src 'self' ${sockets}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
