'use client';
import { useMemo } from 'react';
import type { Ratio } from '../../core/amounts/ratio.ts';
import type { ListingUpdate } from '../../core/market/listing.ts';
import { isOpenToken, openTokens, shownToken, type Token, USDC } from '../../core/tokens/token.ts';
import { useMarket, useTrader } from '../live/DeskContext.tsx';
import { trpc } from '../live/trpc.ts';
import { useListing } from '../live/useListing.ts';
import { midPrice } from '../market/midPrice.ts';
import { usdcValue } from '../market/usdcValue.ts';
import { type Balance, balanceOf, useBalances } from './useBalances.ts';

/** The trader's holding of a token. Money is micro-USDC; undefined while unknown. */
export type Holding = {
  readonly token: Token;
  readonly balance: Balance | undefined;
  /** USDC per token, by the venues' mid prices. */
  readonly price: Ratio | undefined;
  readonly value: bigint | undefined;
  /** Parts per million of all holdings. */
  readonly sharePpm: number | undefined;
  readonly unrealised: bigint | undefined;
  readonly realised: bigint | undefined;
  /** True when a deposit's value at its time was not known, so that profit is an estimate. */
  readonly isEstimate: boolean;
};

const PPM = 1_000_000n;

function sum(values: readonly (bigint | undefined)[]): bigint | undefined {
  return values.reduce((total, value) => (total === undefined || value === undefined ? undefined : total + value), 0n);
}

/** The tradable tokens, and withdrawn ones that the wallet still holds. */
function tokensOf(balances: ReadonlyMap<string, Balance> | undefined, _listing: ListingUpdate): readonly Token[] {
  const withdrawn = [...(balances ?? [])].filter(
    ([mint, { available, held }]) => !isOpenToken(mint) && available + held > 0n,
  );
  return [...openTokens(), ...withdrawn.map(([mint]) => shownToken(mint))];
}

/** The wallet's holdings at current prices, per token and in total, with profit and loss by average cost. */
export function useHoldings() {
  const trader = useTrader();
  const market = useMarket();
  const { balances, query } = useBalances();
  const results = trpc.account.performance.useQuery(undefined, { enabled: trader !== undefined });
  const performance = results.data;
  const listing = useListing();
  const summary = useMemo(() => {
    const plain = tokensOf(balances, listing).map((token) => {
      const balance = balanceOf(balances, token.mint);
      const pools = market?.pools;
      const total = balance === undefined ? undefined : balance.available + balance.held;
      const value =
        pools === undefined || total === undefined
          ? undefined
          : total === 0n
            ? 0n
            : usdcValue({ pools, token, amount: total });
      const price =
        token === USDC || pools === undefined ? undefined : midPrice({ pools, base: token.mint, quote: USDC.mint });
      return { token, balance, price, value };
    });
    // A token without a price counts as zero in the sums.
    const isCounted = ({ value, balance }: (typeof plain)[number]) =>
      market === undefined || balance === undefined || value !== undefined;
    const value = sum(plain.filter(isCounted).map((holding) => holding.value));
    const holdings = plain.map((holding): Holding => {
      const result = performance?.tokens.find(({ token }) => token === holding.token.mint);
      const cost = result === undefined ? 0n : BigInt(result.costBasis);
      const { value: worth, balance } = holding;
      const isComparable = performance !== undefined && worth !== undefined && amountsAgree(balance, result?.amount);
      return {
        ...holding,
        sharePpm: shareOf({ part: worth, whole: value }),
        // Balances and results are read separately: while their amounts differ, there is no profit to show.
        unrealised: isComparable ? worth - cost : undefined,
        realised: performance === undefined ? undefined : BigInt(result?.realised ?? '0'),
        isEstimate: result?.estimated ?? false,
      };
    });
    return {
      holdings,
      value,
      unrealised: sum(holdings.filter(isCounted).map((holding) => holding.unrealised)),
      realised: performance === undefined ? undefined : BigInt(performance.realised),
    };
  }, [balances, market, performance, listing]);
  return { ...summary, performance, balances, balanceQuery: query, resultsQuery: results };
}

function shareOf({ part, whole }: { part: bigint | undefined; whole: bigint | undefined }): number | undefined {
  if (part === undefined || whole === undefined) return undefined;
  return whole === 0n ? 0 : Number((part * PPM) / whole);
}

function amountsAgree(balance: Balance | undefined, amount: string | undefined): boolean {
  return balance !== undefined && balance.available + balance.held === BigInt(amount ?? '0');
}
