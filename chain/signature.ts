import { createPublicKey, type KeyObject, verify } from 'node:crypto';

/** The fixed head of a SubjectPublicKeyInfo that holds an ed25519 key (RFC 8410). */
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

/** Keys of the wallets seen lately; importing one costs as much as a verification. */
const MAX_KEYS = 10_000;
const keys = new Map<string, KeyObject>();

function keyOf(publicKey: Uint8Array): KeyObject {
  const raw = String.fromCharCode(...publicKey);
  const known = keys.get(raw);
  if (known !== undefined) return known;
  const key = createPublicKey({ key: Buffer.concat([SPKI_ED25519, publicKey]), format: 'der', type: 'spki' });
  if (keys.size >= MAX_KEYS) keys.clear();
  keys.set(raw, key);
  return key;
}

/** Whether a signature (64 bytes) over a message is the ed25519 key's own. False for 32 bytes that are no key. */
export function isSignedBy(opts: {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}): boolean {
  try {
    return verify(null, opts.message, keyOf(opts.publicKey), opts.signature);
  } catch {
    return false;
  }
}
