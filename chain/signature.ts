import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { Remembered } from '../core/memory/remembered.ts';

/** The fixed head of a SubjectPublicKeyInfo that holds an ed25519 key (RFC 8410). */
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

/** Imported keys of recent wallets; importing one costs as much as a verification. */
const keys = new Remembered<string, KeyObject>(10_000);

function keyOf(publicKey: Uint8Array): KeyObject {
  return keys.get(String.fromCharCode(...publicKey), () =>
    createPublicKey({ key: Buffer.concat([SPKI_ED25519, publicKey]), format: 'der', type: 'spki' }),
  );
}

/** True when a signature (64 bytes) over a message is by the ed25519 key. False for 32 bytes that are not a key. */
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
