'use client';
import { type ReactNode, useEffect, useState } from 'react';
import { formatCount } from '../../core/amounts/format.ts';
import type { SubmissionView } from '../../core/order/orderView.ts';
import type { DecodedTransaction } from '../../core/transaction/decodeTransaction.ts';
import { Panel } from '../ui/Panel.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { Fact, Facts } from './Facts.tsx';
import { InstructionList } from './InstructionList.tsx';

/** The largest transaction that Solana takes. Said here, as its home in core brings the whole decoder along. */
const MAX_TRANSACTION_BYTES = 1_232;

const OUTCOMES = {
  live: { words: 'On its way', look: 'text-accent' },
  landed: { words: 'Landed', look: 'text-good' },
  failed: { words: 'Landed as failed, nothing moved', look: 'text-bad' },
  expired: { words: 'Expired unlanded', look: 'text-warn' },
} as const satisfies Record<SubmissionView['outcome'], { words: string; look: string }>;

/** What was signed and sent in each attempt, decoded in the browser from the very bytes. */
export function TransactionCard({ submissions }: { submissions: readonly SubmissionView[] }) {
  return (
    <Panel title="Transaction" bodyClassName="flex flex-col gap-5 p-4">
      {submissions.length === 0 && <p className="text-muted">Nothing was signed or sent.</p>}
      {submissions.map((submission) => (
        <Submission key={submission.signature} submission={submission} titled={submissions.length > 1} />
      ))}
    </Panel>
  );
}

function Submission({ submission, titled }: { submission: SubmissionView; titled: boolean }) {
  const locale = useLocale();
  const decoded = useDecoded(submission.transaction);
  const { words, look } = OUTCOMES[submission.outcome];
  return (
    <div className="flex flex-col gap-3">
      {titled && <h3 className="font-medium">Attempt {submission.attempt}</h3>}
      <Facts>
        <Fact name="Outcome">
          <span className={look}>{words}</span>
        </Fact>
        {submission.error !== null && <Fact name="The chain’s error">{submission.error}</Fact>}
        <Fact name="Signature">
          <span className="font-mono text-2xs break-all">{submission.signature}</span>
        </Fact>
        {submission.slot !== null && <Fact name="Slot">{formatCount({ value: submission.slot, locale })}</Fact>}
        <Fact name="Valid up to height">{formatCount({ value: submission.lastValidBlockHeight, locale })}</Fact>
        <Fact name="Size">
          {formatCount({ value: byteCount(submission.transaction), locale })} bytes of at most{' '}
          {formatCount({ value: MAX_TRANSACTION_BYTES, locale })}
        </Fact>
      </Facts>
      <Decoded decoded={decoded} />
    </div>
  );
}

type Decoding = DecodedTransaction | 'failed' | undefined;

function Decoded({ decoded }: { decoded: Decoding }): ReactNode {
  if (decoded === undefined) return <div className="skeleton h-40" />;
  if (decoded === 'failed') return <p className="text-muted">The bytes can’t be decoded by this page.</p>;
  return <InstructionList transaction={decoded} />;
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function byteCount(base64: string): number {
  return (base64.replace(/=+$/, '').length * 3) >> 2;
}

/** Decodes wire bytes; the decoder is fetched only where a transaction is shown. */
function useDecoded(transaction: string): Decoding {
  const [decoded, setDecoded] = useState<Decoding>(undefined);
  useEffect(() => {
    let gone = false;
    const load = async () => {
      const { decodeTransaction } = await import('../../core/transaction/decodeTransaction.ts');
      return decodeTransaction(bytesOf(transaction));
    };
    load().then(
      (value) => !gone && setDecoded(value),
      () => !gone && setDecoded('failed'),
    );
    return () => {
      gone = true;
    };
  }, [transaction]);
  return decoded;
}
