'use client';
import Link from 'next/link';
import { formatAmount, formatCount } from '../../core/amounts/format.ts';
import { MAX_ATTEMPTS } from '../../core/order/lifecycle.ts';
import type { FillView, OrderView, SubmissionView } from '../../core/order/orderView.ts';
import { SOL, shownToken } from '../../core/tokens/token.ts';
import { paidText } from '../order/orderOutcome.ts';
import { kindRests } from '../resting/rests.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { Fact, Facts } from '../ui/Facts.tsx';
import { CheckIcon, ClockIcon, CrossIcon, WarningIcon } from '../ui/icons.tsx';
import { dateAndTime } from '../ui/instant.ts';
import { Panel } from '../ui/Panel.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { MAX_TRANSACTION_BYTES, SUBMISSION_OUTCOMES } from './submissionOutcome.ts';
import { byteCount, type Decoding } from './useDecodedTransaction.ts';

const ICONS = { live: ClockIcon, landed: CheckIcon, failed: CrossIcon, expired: WarningIcon } as const;

/** A transaction's purpose, outcome and cost. */
export function TransactionSummary(props: {
  order: OrderView;
  submission: SubmissionView;
  fill: FillView | null;
  decoding: Decoding;
}) {
  const { order, submission, fill, decoding } = props;
  const locale = useLocale();
  const { words, look } = SUBMISSION_OUTCOMES[submission.outcome];
  const Icon = ICONS[submission.outcome];
  const count = (value: number) => formatCount({ value, locale });
  const bytes = byteCount(submission.transaction);
  return (
    <Panel title="Summary" bodyClassName="flex flex-col gap-3 p-4">
      <p className={`flex items-center gap-2 text-base font-semibold ${look}`}>
        <Icon />
        {words}
      </p>
      <Facts>
        <Fact name="Order">
          <Link
            href={`/orders/${order.orderId}`}
            prefetch={false}
            className="rounded text-accent hover:underline"
            title={order.orderId}
          >
            {paidText(order, locale)} to {shownToken(order.tokenOut).symbol}
          </Link>
        </Fact>
        <Fact name="Attempt">
          {kindRests(order) ? submission.attempt : `${submission.attempt} of at most ${MAX_ATTEMPTS}`}
        </Fact>
        {submission.error !== null && <Fact name="The chain’s error">{submission.error}</Fact>}
        {fill !== null && (
          <Fact name="Received">
            {formatAmount({
              amount: BigInt(fill.amountOut),
              decimals: shownToken(order.tokenOut).decimals,
              locale,
            })}{' '}
            {shownToken(order.tokenOut).symbol}
          </Fact>
        )}
        <Fact name="Signed">{dateAndTime({ iso: submission.createdAt, locale })}</Fact>
        <Fact name="Slot">{submission.slot === null ? 'Not landed' : count(submission.slot)}</Fact>
        <Fact name="Valid up to block height">{count(submission.lastValidBlockHeight)}</Fact>
        <Fact name="Size">
          {count(bytes)} of at most {count(MAX_TRANSACTION_BYTES)} bytes
          <span aria-hidden="true" className="mt-1 block h-0.75 w-40 max-w-full overflow-hidden rounded-full bg-line">
            <span
              className="block h-full rounded-full bg-accent"
              style={{ width: `${Math.min(100, (bytes / MAX_TRANSACTION_BYTES) * 100)}%` }}
            />
          </span>
        </Fact>
        {decoding === undefined && <div className="skeleton h-28" />}
        {decoding !== undefined && decoding !== 'failed' && <DecodedFacts decoded={decoding} />}
      </Facts>
    </Panel>
  );
}

function DecodedFacts({ decoded }: { decoded: Exclude<Decoding, 'failed' | undefined> }) {
  const { transaction, fee } = decoded;
  const locale = useLocale();
  const sol = (amount: bigint) => `${formatAmount({ amount, decimals: SOL.decimals, locale })} SOL`;
  const limit = transaction.instructions.find((instruction) => instruction.kind === 'compute-unit-limit');
  const price = transaction.instructions.find((instruction) => instruction.kind === 'compute-unit-price');
  return (
    <>
      <Fact name="Signer, the trader’s wallet">
        <Address text={transaction.feePayer} name="signer" />
      </Fact>
      <Fact name="Recent blockhash">
        <Address text={transaction.blockhash} name="blockhash" />
      </Fact>
      {limit !== undefined && <Fact name="Compute limit">{formatCount({ value: limit.units, locale })} units</Fact>}
      {price !== undefined && (
        <Fact name="Compute price">{formatCount({ value: price.microLamports, locale })} micro-lamports a unit</Fact>
      )}
      {fee !== undefined && (
        <Fact name="Network fee at most">
          {sol(fee.total)}
          <span className="block text-2xs text-muted">
            {sol(fee.signature)} for the signature, {sol(fee.priority)} for priority; paid by the engine
          </span>
        </Fact>
      )}
      {transaction.memo !== undefined && (
        <Fact name="Memo">
          <span className="font-mono text-2xs break-all">{transaction.memo}</span>
        </Fact>
      )}
    </>
  );
}

function Address({ text, name }: { text: string; name: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <span className="min-w-0 truncate font-mono text-2xs" title={text}>
        {text}
      </span>
      <CopyButton text={text} name={name} />
    </span>
  );
}
