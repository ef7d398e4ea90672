import type { Mint } from '../tokens/token.ts';
import type { ExecutedLegWire } from './chainApi.ts';

/** The change of a wallet's balance by a landed transaction, base units; negative for an outflow. */
type TokenChange = { readonly mint: Mint; readonly amount: bigint };

/**
 * The net change of the legs per token, without network fees. A two-hop route may leave a residue of the intermediate token, since the second
 * leg's input is fixed when the transaction is built: a positive change besides the two of the order.
 */
function netChanges(legs: readonly ExecutedLegWire[]): readonly TokenChange[] {
  const net = new Map<Mint, bigint>();
  const add = (mint: string, amount: bigint) => net.set(mint as Mint, (net.get(mint as Mint) ?? 0n) + amount);
  for (const leg of legs) {
    add(leg.mintIn, -BigInt(leg.amountIn));
    add(leg.mintOut, BigInt(leg.amountOut));
  }
  return [...net].filter(([, amount]) => amount !== 0n).map(([mint, amount]) => ({ mint, amount }));
}

/** The result of an execution for an order of `mintIn` for `mintOut`. */
export type ExecutionTotals = {
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  /** Residues per intermediate token; empty for single and split routes. */
  readonly residues: readonly TokenChange[];
};

/** Total input, output and residues of executed legs, base units. */
export function executionTotals(opts: {
  readonly legs: readonly ExecutedLegWire[];
  readonly mintIn: Mint;
  readonly mintOut: Mint;
}): ExecutionTotals {
  const changes = netChanges(opts.legs);
  const of = (mint: Mint) => changes.find((change) => change.mint === mint)?.amount ?? 0n;
  return {
    amountIn: -of(opts.mintIn),
    amountOut: of(opts.mintOut),
    residues: changes.filter((change) => change.mint !== opts.mintIn && change.mint !== opts.mintOut),
  };
}
