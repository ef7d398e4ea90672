import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TrustedOrigins } from './trustedOrigins.ts';

/** Nothing of ours but a page loads anything or is shown in a frame. */
const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What no answer goes without; where there is TLS, HSTS comes to it. */
export const ON_EVERY_ANSWER: Readonly<Record<string, string>> = {
  'content-security-policy': DATA_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // An order's id stands in addresses: nobody else is told from which page a link was followed.
  'referrer-policy': 'same-origin',
  'permissions-policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** A year, as browsers' own lists want it. */
const HSTS = 'max-age=31536000; includeSubDomains';

/**
 * What a page may load and run: scripts and style sheets that carry the nonce of this answer, or came from our own files. Widths and heights
 * that React writes as `style` attributes are the one thing that no nonce can name; they can't load or run anything.
 */
function pagePolicy(opts: { nonce: string; trusted: TrustedOrigins; secure: boolean; dev: boolean }): string {
  const { nonce, trusted, secure, dev } = opts;
  // Not every browser counts a WebSocket of the page's own host as 'self'. An IPv6 address is no source in the policy's language.
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
  /** Sets what every answer carries; whoever answers may set a policy of its own. */
  onEvery(res: ServerResponse): void;
  /** Gives the page that answers this request a policy with a new nonce, and tells Next the nonce by the request's headers, where it looks for it. */
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
      // What the client wrote there would be believed.
      req.headers['content-security-policy'] = policy;
      delete req.headers['content-security-policy-report-only'];
      req.headers['x-nonce'] = nonce;
      res.setHeader('content-security-policy', policy);
    },
  };
}
