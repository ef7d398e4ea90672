/** The codes of Node, Deno and Bun for a connection that was never made: nothing was sent. */
const NO_CONNECTION = new Set([
  'ECONNREFUSED',
  'ConnectionRefused',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

/** Depth to which causes are checked: `fetch failed` has a cause, which may have another. */
const DEPTH = 4;

/** The code of a `fetch` error that means no server was reached; undefined when the request may have been sent, as always in browsers, which give no code. */
export function noConnectionCode(error: unknown): string | undefined {
  let current = error;
  for (let i = 0; i < DEPTH && current instanceof Error; i += 1) {
    const code: unknown = 'code' in current ? current.code : undefined;
    if (typeof code === 'string' && NO_CONNECTION.has(code)) return code;
    current = current.cause;
  }
  return undefined;
}
