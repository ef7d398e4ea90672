import { formatAmount } from '../../core/amounts/format.ts';
import type { ActivityItem, MoneyLine } from '../../core/order/activityView.ts';
import { knownTokens, shownToken } from '../../core/tokens/token.ts';
import { FAILURE_WORDS } from '../order/statusWords.ts';

function amountText(amount: bigint, mint: string, locale: string): string {
  const { symbol, decimals } = shownToken(mint);
  return `${formatAmount({ amount, decimals, locale })} ${symbol}`;
}

/** A sentence for an activity item. */
export function activitySentence(item: ActivityItem, locale: string): string {
  if (item.kind === 'deposit') return 'The paper wallet was topped up.';
  const swap = `${amountText(BigInt(item.amountIn), item.tokenIn, locale)} to ${shownToken(item.tokenOut).symbol}`;
  switch (item.status) {
    case 'pending':
      if (item.seq === 1) return `Placed an order: ${swap}.`;
      return item.failure === null
        ? `Amended an order: ${swap}.`
        : `${FAILURE_WORDS[item.failure.code]}: waiting again with ${swap}.`;
    case 'routing':
      return item.failure === null
        ? `Comparing venues for ${swap}.`
        : `${FAILURE_WORDS[item.failure.code]}: attempt ${item.attempt} follows for ${swap}.`;
    case 'building':
      return `Chose a route for ${swap}.`;
    case 'submitted':
      return `Sent the transaction of ${swap} to the chain.`;
    case 'confirmed':
      return `Executed ${swap}.`;
    case 'failed':
      return `Did not execute ${swap}${item.failure === null ? '' : `: ${FAILURE_WORDS[item.failure.code].toLowerCase()}`}.`;
    case 'cancelled':
      return `Cancelled ${swap}.`;
    case 'expired':
      return `The time of ${swap} ran out before it was executed.`;
    default:
      return item.status satisfies never;
  }
}

/** A movement of money: `text` signed, `words` which account, `gain` whether it came in. */
export type Movement = { readonly text: string; readonly words: string; readonly gain: boolean };

const ACCOUNT_WORDS = { available: 'available', held: 'held' } as const;

/** Tokens in the order of their listing. */
const placeOf = (mint: string) => knownTokens().findIndex((token) => token.mint === mint);

/** The movements of one item, in the order in which tokens are listed; movements of one token keep their order. */
export function movementsOf(lines: readonly MoneyLine[], locale: string): Movement[] {
  return lines
    .filter(({ amount }) => amount !== '0')
    .toSorted((a, b) => placeOf(a.token) - placeOf(b.token))
    .map(({ token, account, amount }) => {
      const units = BigInt(amount);
      const gain = units > 0n;
      return {
        text: `${gain ? '+' : '−'}${amountText(gain ? units : -units, token, locale)}`,
        words: ACCOUNT_WORDS[account],
        gain,
      };
    });
}
