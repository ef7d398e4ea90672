'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { FillView, OrderView, SubmissionView } from '../../core/order/orderView.ts';
import { requestErrorOf } from '../browser/requestError.ts';
import { OwnPage } from '../header/OwnPage.tsx';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { LoadingDetails } from '../ui/LoadingDetails.tsx';
import { Panel } from '../ui/Panel.tsx';
import { AccountTable } from './AccountTable.tsx';
import { InstructionList } from './InstructionList.tsx';
import { RawBytes } from './RawBytes.tsx';
import { TransactionSummary } from './TransactionSummary.tsx';
import { type Decoding, useDecodedTransaction } from './useDecodedTransaction.ts';
import { useSignedOrder } from './useSignedOrder.ts';

/** A transaction's own page: its signed bytes, decoded in the browser, and its outcome. */
export function TransactionDetails({ signature }: { signature: string }) {
  const { order, submission, fill, query } = useSignedOrder(signature);
  return (
    <OwnPage>
      {order !== undefined && submission !== undefined ? (
        <Shown order={order} submission={submission} fill={fill ?? null} />
      ) : query.isError ? (
        <NotShown error={query.error} signature={signature} retry={() => void query.refetch()} />
      ) : (
        <LoadingDetails label="Loading the transaction" heading="h-10 w-full max-w-xl" />
      )}
    </OwnPage>
  );
}

function Shown(props: { order: OrderView; submission: SubmissionView; fill: FillView | null }) {
  const { submission } = props;
  const decoding = useDecodedTransaction(submission.transaction);
  return (
    <>
      <div className="mb-3 max-sm:px-2 max-sm:pt-1">
        <h1 className="text-xl font-semibold">Transaction</h1>
        <p className="flex items-start gap-1 font-mono text-2xs text-muted">
          <span className="min-w-0 break-all">{submission.signature}</span>
          <CopyButton text={submission.signature} name="signature" />
        </p>
      </div>
      <div className="grid gap-2 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-2">
          <TransactionSummary {...props} decoding={decoding} />
          <Panel title="Instructions" bodyClassName="p-4">
            <WhenDecoded decoding={decoding} height="h-80">
              {({ transaction, names }) => <InstructionList transaction={transaction} names={names} />}
            </WhenDecoded>
          </Panel>
        </div>
        <div className="flex min-w-0 flex-col gap-2">
          <Panel title="Accounts" bodyClassName="p-2">
            <WhenDecoded decoding={decoding} height="h-96">
              {({ transaction, names }) => <AccountTable accounts={transaction.accounts} names={names} />}
            </WhenDecoded>
          </Panel>
          <RawBytes base64={submission.transaction} />
        </div>
      </div>
    </>
  );
}

function WhenDecoded(props: {
  decoding: Decoding;
  height: string;
  children: (decoded: Exclude<Decoding, 'failed' | undefined>) => ReactNode;
}) {
  const { decoding, height, children } = props;
  if (decoding === undefined) return <div className={`skeleton ${height}`} />;
  if (decoding === 'failed') return <p className="p-2 text-muted">The bytes can’t be decoded by this page.</p>;
  return children(decoding);
}

function NotShown(props: { error: unknown; signature: string; retry: () => void }) {
  const shown = requestErrorOf(props.error);
  // A text that can't be a signature is treated like an unknown signature.
  const unknown = shown.code === 'ORDER_NOT_FOUND' || shown.code === 'INVALID_REQUEST';
  return (
    <div className="mx-auto mt-16 max-w-lg max-sm:mt-6 max-sm:px-2">
      <h1 className="mb-3 text-xl font-semibold">
        {unknown ? 'Transaction not found' : 'The transaction can’t be shown'}
      </h1>
      {unknown ? (
        <div className="flex flex-col gap-2 text-muted">
          <p>
            None of your orders has a transaction with this signature. It may be mistyped, or belong to another trader:
            each sees only what was signed for their own orders.
          </p>
          <p className="font-mono text-2xs break-all">{props.signature}</p>
        </div>
      ) : (
        <ErrorNote error={shown} />
      )}
      <div className="mt-3 flex gap-2">
        <Link href="/" className={BUTTON_LOOK.quiet}>
          To the desk
        </Link>
        {!unknown && (
          <button type="button" className={BUTTON_LOOK.quiet} onClick={props.retry}>
            Try again
          </button>
        )}
      </div>
    </div>
  );
}
