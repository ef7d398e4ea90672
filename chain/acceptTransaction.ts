import { RPC_ERRORS, type TransactionError } from '../core/chain/chainApi.ts';
import { MAX_TRANSACTION_BYTES } from '../core/routing/transactionSize.ts';
import {
  type DecodedTransaction,
  decodeTransaction,
  InvalidInstruction,
  swapsOf,
} from '../core/transaction/decodeTransaction.ts';
import { MalformedMessage, messageLayout } from '../core/transaction/messageLayout.ts';
import { splitWire } from '../core/transaction/wire.ts';
import type { ChainNode } from './chainNode.ts';
import { RpcRefusal } from './rpcRefusal.ts';
import { isSignedBy } from './signature.ts';

function malformed(reason: string): never {
  throw new RpcRefusal({ code: RPC_ERRORS.invalidParams, message: `failed to deserialize the transaction: ${reason}` });
}

function preflight(err: TransactionError, message: string): never {
  throw new RpcRefusal({
    code: RPC_ERRORS.preflightFailure,
    message: `Transaction simulation failed: ${message}`,
    err,
  });
}

/** The transaction of wire bytes whose signature is right. Throws RpcRefusal. */
function verified(wire: Uint8Array): DecodedTransaction {
  if (wire.length > MAX_TRANSACTION_BYTES) malformed(`${wire.length} bytes are more than ${MAX_TRANSACTION_BYTES}`);
  const parts = splitWire(wire);
  if (parts === undefined) malformed('exactly one signature and a message are expected');
  try {
    const { accountsAt } = messageLayout(parts.message);
    const publicKey = parts.message.subarray(accountsAt, accountsAt + 32);
    if (!isSignedBy({ publicKey, ...parts })) {
      throw new RpcRefusal({
        code: RPC_ERRORS.signatureVerification,
        message: 'Transaction signature verification failure',
      });
    }
    return decodeTransaction(wire);
  } catch (error) {
    if (error instanceof MalformedMessage) malformed(error.message);
    if (error instanceof InvalidInstruction) {
      preflight(
        { InstructionError: [error.index, error.error] },
        `Error processing Instruction ${error.index}: ${error.message}`,
      );
    }
    throw error;
  }
}

/**
 * Adds wire bytes to the mempool if they may land: a valid signature, only instructions of known programs, a live blockhash, not landed before.
 * Whether the swap succeeds is only known when it lands. Sending the same bytes again while they wait is not an error. Resolves with the
 * signature; throws RpcRefusal with Solana's code.
 */
export function acceptTransaction(opts: {
  readonly node: ChainNode;
  readonly wire: Uint8Array;
  readonly receivedAt: number;
  /** Number of slots by which its landing is delayed. */
  readonly delaySlots: () => number;
}): string {
  const { node } = opts;
  const transaction = verified(opts.wire);
  if (swapsOf(transaction).length === 0) malformed('a transaction without a swap is of no use here');
  const { signature } = transaction;
  if (node.mempool.has(signature)) return signature;
  if (node.hasLanded(signature)) preflight('AlreadyProcessed', 'This transaction has already been processed');
  const head = node.headSlot();
  const blockhashSlot = node.blockhashes.slotOf(transaction.blockhash, head);
  if (blockhashSlot === undefined) preflight('BlockhashNotFound', 'Blockhash not found');
  node.mempool.add({
    transaction,
    blockhashSlot,
    dueSlot: head + 1 + opts.delaySlots(),
    receivedAt: opts.receivedAt,
  });
  return signature;
}
