import type { Execution, SignatureStatus, TransactionError } from '../core/chain/chainApi.ts';

/** The status of a transaction that landed in a slot; times in Unix milliseconds. */
export function landedStatus(opts: {
  readonly slot: number;
  readonly err: TransactionError | null;
  readonly execution: Execution | null;
  readonly receivedAt: number;
  readonly landedAt: number;
}): SignatureStatus {
  const { slot, err, execution, receivedAt, landedAt } = opts;
  return {
    slot,
    confirmations: null,
    err,
    status: err === null ? { Ok: null } : { Err: err },
    confirmationStatus: 'finalized',
    execution,
    receivedAt,
    landedAt,
  };
}
