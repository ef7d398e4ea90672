import type { Mint } from '../tokens/token.ts';
import type { ExecutedLegWire } from './chainApi.ts';

/** What a landed transaction changed in its wallet, base units: out of it when negative. */
type TokenChange = { readonly mint: Mint; readonly amount: bigint };

/**
 * The net of the legs per token, fees of the network left out. For a two-hop route the token between may keep a residue, since the second
 * leg's input is fixed when the transaction is built: a positive change beside the two of the order.
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

/** What an execution comes to for an order of `mintIn` for `mintOut`. */
export type ExecutionTotals = {
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  /** What is left of tokens between, per token; empty for single and split routes. */
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
