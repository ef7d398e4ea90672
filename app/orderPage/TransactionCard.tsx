'use client';
import Link from 'next/link';
import { formatCount } from '../../core/amounts/format.ts';
import type { SubmissionView } from '../../core/order/orderView.ts';
import { InstructionList } from '../transactions/InstructionList.tsx';
import { MAX_TRANSACTION_BYTES, SUBMISSION_OUTCOMES } from '../transactions/submissionOutcome.ts';
import { byteCount, useDecodedTransaction } from '../transactions/useDecodedTransaction.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { Fact, Facts } from '../ui/Facts.tsx';
import { Panel } from '../ui/Panel.tsx';
import { useLocale } from '../ui/useLocale.ts';

/** The transactions that were signed and sent in each attempt, decoded in the browser from their bytes. */
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
  const { words, look } = SUBMISSION_OUTCOMES[submission.outcome];
  return (
    <div className="flex flex-col gap-3">
      {titled && <h3 className="font-medium">Attempt {submission.attempt}</h3>}
      <Facts>
        <Fact name="Outcome">
          <span className={look}>{words}</span>
        </Fact>
        {submission.error !== null && <Fact name="The chain’s error">{submission.error}</Fact>}
        <Fact name="Signature">
          <span className="inline-flex max-w-full items-center gap-1">
            <Link
              href={`/transactions/${submission.signature}`}
              prefetch={false}
              title={submission.signature}
              className="inline-block max-w-56 truncate rounded align-middle font-mono text-2xs text-accent hover:underline"
            >
              {submission.signature}
            </Link>
            <CopyButton text={submission.signature} name="signature" />
          </span>
        </Fact>
        {submission.slot !== null && <Fact name="Slot">{formatCount({ value: submission.slot, locale })}</Fact>}
        <Fact name="Valid up to height">{formatCount({ value: submission.lastValidBlockHeight, locale })}</Fact>
        <Fact name="Size">
          {formatCount({ value: byteCount(submission.transaction), locale })} bytes of at most{' '}
          {formatCount({ value: MAX_TRANSACTION_BYTES, locale })}
        </Fact>
      </Facts>
      <Instructions transaction={submission.transaction} />
    </div>
  );
}

function Instructions({ transaction }: { transaction: string }) {
  const decoding = useDecodedTransaction(transaction);
  if (decoding === undefined) return <div className="skeleton h-40" />;
  if (decoding === 'failed') return <p className="text-muted">The bytes can’t be decoded by this page.</p>;
  return <InstructionList transaction={decoding.transaction} />;
}
