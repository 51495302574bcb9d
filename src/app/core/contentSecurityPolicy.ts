/** The page's policy: nothing from elsewhere, no inline script; Mantine's one style tag carries the nonce. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ')
}

/** Hands the nonce of this answer to the page, which reads it from the meta tag. */
export function withNonce(html: string, nonce: string): string {
  return html.replace('__STYLE_NONCE__', nonce)
}
