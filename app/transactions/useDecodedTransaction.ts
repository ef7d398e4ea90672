'use client';
import { useEffect, useState } from 'react';
import type { NetworkFee } from '../../core/routing/networkFee.ts';
import type { DecodedTransaction } from '../../core/transaction/decodeTransaction.ts';

type Decoded = {
  readonly transaction: DecodedTransaction;
  /** The names of its accounts, by address. */
  readonly names: ReadonlyMap<string, string>;
  /** Undefined when the transaction names no compute limit or price. */
  readonly fee: NetworkFee | undefined;
};

/** A transaction decoded from its wire bytes, `failed` when they can't be decoded; undefined while the decoder is being loaded. */
export type Decoding = Decoded | 'failed' | undefined;

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** The number of bytes of a base64 text. */
export function byteCount(base64: string): number {
  return (base64.replace(/=+$/, '').length * 3) >> 2;
}

async function decode(base64: string): Promise<Decoded> {
  const [{ decodeTransaction }, { accountNames }, { networkFeeOf }] = await Promise.all([
    import('../../core/transaction/decodeTransaction.ts'),
    import('../../core/transaction/accountNames.ts'),
    import('../../core/routing/networkFee.ts'),
  ]);
  const transaction = decodeTransaction(bytesOf(base64));
  const limit = transaction.instructions.find((instruction) => instruction.kind === 'compute-unit-limit');
  const price = transaction.instructions.find((instruction) => instruction.kind === 'compute-unit-price');
  const fee =
    limit === undefined || price === undefined
      ? undefined
      : networkFeeOf({ units: limit.units, microLamports: price.microLamports });
  return { transaction, names: accountNames(transaction), fee };
}

/** Decodes wire bytes (base64) in the browser; the decoder is loaded only where a transaction is shown. */
export function useDecodedTransaction(base64: string): Decoding {
  const [decoding, setDecoding] = useState<Decoding>(undefined);
  useEffect(() => {
    let gone = false;
    decode(base64).then(
      (value) => !gone && setDecoding(value),
      () => !gone && setDecoding('failed'),
    );
    return () => {
      gone = true;
    };
  }, [base64]);
  return decoding;
}
