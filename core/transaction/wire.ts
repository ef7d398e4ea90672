import { base58Encode } from './base58.ts';

const SIGNATURE_BYTES = 64;

/** The wire form of a transaction with one signer: the number of signatures (1), the signature, the message. */
export function wireTransaction(opts: { readonly message: Uint8Array; readonly signature: Uint8Array }): Uint8Array {
  if (opts.signature.length !== SIGNATURE_BYTES) throw new RangeError('a signature has 64 bytes');
  const wire = new Uint8Array(1 + SIGNATURE_BYTES + opts.message.length);
  wire[0] = 1;
  wire.set(opts.signature, 1);
  wire.set(opts.message, 1 + SIGNATURE_BYTES);
  return wire;
}

/** Signature and message of a wire transaction with one signer; undefined for any other bytes. The parts are views, not copies. */
export function splitWire(
  wire: Uint8Array,
): { readonly signature: Uint8Array; readonly message: Uint8Array } | undefined {
  if (wire[0] !== 1 || wire.length <= 1 + SIGNATURE_BYTES) return undefined;
  return { signature: wire.subarray(1, 1 + SIGNATURE_BYTES), message: wire.subarray(1 + SIGNATURE_BYTES) };
}

/** The id of a transaction: its signature in base58. */
export function signatureText(signature: Uint8Array): string {
  return base58Encode(signature);
}
