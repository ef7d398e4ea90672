import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TrustedOrigins } from './trustedOrigins.ts';

/** Only pages may load anything; no response may be framed. */
const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The headers of every answer; over TLS, HSTS is added. */
export const ON_EVERY_ANSWER: Readonly<Record<string, string>> = {
  'content-security-policy': DATA_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Addresses contain order ids, so other sites do not learn from which page a link was followed.
  'referrer-policy': 'same-origin',
  'permissions-policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** A year, as the browsers' preload lists require. */
const HSTS = 'max-age=31536000; includeSubDomains';

/**
 * The policy of a page: it may load and run scripts and style sheets with the nonce of this answer, or from our own files. A nonce can't cover
 * the widths and heights that React writes as `style` attributes; these can't load or run anything.
 */
function pagePolicy(opts: { nonce: string; trusted: TrustedOrigins; secure: boolean; dev: boolean }): string {
  const { nonce, trusted, secure, dev } = opts;
  // Not every browser counts a WebSocket of the page's own host as 'self'. An IPv6 address is not a valid source in a policy.
  const sockets = trusted.list.filter((origin) => !origin.includes('[')).map((origin) => origin.replace(/^http/, 'ws'));
  const policy = {
    'default-src': "'none'",
    // The development server compiles in the browser, and its own notices carry no nonce.
    'script-src': `'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    'style-src': dev ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`,
    'style-src-attr': "'unsafe-inline'",
    'img-src': "'self' data: blob:",
    'font-src': "'self'",
    'connect-src': ["'self'", ...sockets].join(' '),
    'manifest-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
    ...(secure ? { 'upgrade-insecure-requests': '' } : {}),
  };
  return Object.entries(policy)
    .map(([name, value]) => `${name} ${value}`.trim())
    .join('; ');
}

export type SecurityHeaders = {
  /** Sets the headers of every answer; a handler may set its own policy. */
  onEvery(res: ServerResponse): void;
  /** Sets a policy with a new nonce for the page that answers this request, and passes the nonce to Next in the request's headers, where Next reads it. */
  onPage(req: IncomingMessage, res: ServerResponse): void;
};

export function createSecurityHeaders(opts: {
  publicUrl: string;
  trusted: TrustedOrigins;
  dev: boolean;
}): SecurityHeaders {
  const { publicUrl, trusted, dev } = opts;
  const secure = publicUrl.startsWith('https:');
  const always = Object.entries({ ...ON_EVERY_ANSWER, ...(secure ? { 'strict-transport-security': HSTS } : {}) });
  return {
    onEvery(res) {
      for (const [name, value] of always) res.setHeader(name, value);
    },
    onPage(req, res) {
      const nonce = randomBytes(16).toString('base64');
      const policy = pagePolicy({ nonce, trusted, secure, dev });
      // Next would trust a value from the client.
      req.headers['content-security-policy'] = policy;
      delete req.headers['content-security-policy-report-only'];
      req.headers['x-nonce'] = nonce;
      res.setHeader('content-security-policy', policy);
    },
  };
}
