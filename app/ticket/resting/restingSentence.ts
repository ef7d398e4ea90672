import { formatAmount, formatPercent } from '../../../core/amounts/format.ts';
import type { ExitTerms, TriggerTerms } from '../../../core/order/trigger/triggerTerms.ts';
import type { Token } from '../../../core/tokens/token.ts';
import { type OrderPair, paysBase, reversed, shownPrice } from '../../market/typedPrice.ts';
import { dayText } from '../../ui/instant.ts';
import { SOURCE_WORDS } from './rates.ts';
import type { RestingOrder } from './restingOrder.ts';

const HOUR = 3_600;
const DAY = 86_400;

/** When an order that is sent now expires: `in 1 hour`, `in 1 day`, `on Dec 28`. `now` in milliseconds since 1970. */
export function expiryWords(opts: { validForSeconds: number; now: number; locale: string }): string {
  const { validForSeconds, now, locale } = opts;
  if (validForSeconds <= HOUR) return 'in 1 hour';
  if (validForSeconds <= DAY) return 'in 1 day';
  return `on ${dayText({ iso: new Date(now + validForSeconds * 1_000).toISOString(), locale })}`;
}

const BPS = 10_000;

/** A trail of an order that buys, as a rise of the price: what is received falls by `bps` when the price rises by this much. Parts per million. */
function risePpm(bps: number): number {
  return Math.round((bps * 1_000_000) / (BPS - bps));
}

/** How far the price moves from its best for a trailing stop to fire. */
export function trailWords(opts: { bps: number; sells: boolean; locale: string }): string {
  const { bps, sells, locale } = opts;
  const percent = formatPercent({ ppm: sells ? bps * 100 : risePpm(bps), locale });
  return sells ? `falls ${percent} below its highest` : `rises ${percent} above its lowest`;
}

/** What the order will do, in plain sentences; those of an entry and of its exit are a line each. `isMet`: the present quote already meets it. */
export function restingSentence(opts: { order: RestingOrder; isMet: boolean; now: number; locale: string }): string {
  const { order, isMet, locale } = opts;
  const { pair, amountIn, minOut } = order;
  const paid = amountText(amountIn, pair.tokenIn, locale);
  const { exit } = order;
  const after = `${exit === null ? 'Expires' : 'The entry expires'} ${expiryWords({ ...opts, ...order })}; ${paid} stay held until then, and you can cancel at any time.`;
  if (order.trigger !== null)
    return `When ${triggerWords({ ...order, paid, trigger: order.trigger, locale })} ${after}`;
  const price = shownPrice({
    rate: { amountIn: amountIn.toString(), amountOut: (minOut ?? 1n).toString() },
    pair,
    locale,
  });
  const least = `at least ${amountText(minOut ?? 1n, pair.tokenOut, locale)} after fees`;
  const at = `${price} ${pair.quote.symbol} per ${pair.base.symbol}`;
  const entry = isMet
    ? `The market is at your price or better: executed at once, at the market price, for ${least}. Should the price leave first, the order waits for it.`
    : `Waits until the whole ${paid} get ${least} (${at}), then swaps.`;
  return exit === null ? `${entry} ${after}` : [entry, exitWords(exit, pair, locale), after].join('\n');
}

/** An amount with its token; a fraction has two digits or more, as money is written. */
export function amountText(amount: bigint, { decimals, symbol }: Token, locale: string): string {
  const isWhole = amount % 10n ** BigInt(decimals) === 0n;
  return `${formatAmount({ amount, decimals, locale, minFractionDigits: isWhole ? 0 : Math.min(2, decimals) })} ${symbol}`;
}

/** How long an exit waits, from the execution of its entry on. */
export function exitValidityWords({ validForMs }: ExitTerms): string {
  const seconds = validForMs / 1_000;
  const [count, unit] = seconds < DAY ? [seconds / HOUR, 'hour'] : [seconds / DAY, 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'} after the execution of the entry`;
}

/** What follows the execution of an entry. `pair`: of the entry. */
function exitWords(exit: ExitTerms, pair: OrderPair, locale: string): string {
  const fires = triggerWords({ pair: reversed(pair), paid: 'it', minOut: null, trigger: exit.trigger, locale });
  return `What it receives is then held. When ${fires} The exit expires ${exitValidityWords(exit)}; when the entry ends without an execution, there is no exit.`;
}

/** `the mid price falls to 140.00 for 2 slots in a row, sells 10 SOL at the market, …` */
function triggerWords(opts: {
  pair: OrderPair;
  /** What is swapped, in words. */
  paid: string;
  minOut: bigint | null;
  trigger: TriggerTerms;
  locale: string;
}): string {
  const { pair, paid, minOut, trigger, locale } = opts;
  const sells = paysBase(pair);
  const act = sells ? `sells ${paid}` : `buys ${pair.base.symbol} with ${paid}`;
  const slots = trigger.confirmSlots === 1 ? '' : ` for ${trigger.confirmSlots} slots in a row`;
  const price = (rate: { amountIn: string; amountOut: string }) =>
    `${shownPrice({ rate, pair, locale })} ${pair.quote.symbol}`;
  const worst = (bps: number) => `for no less than ${formatPercent({ ppm: bps * 100, locale })} below`;
  const floor = minOut === null ? '' : ` and never for less than ${amountText(minOut, pair.tokenOut, locale)}`;
  const { stop, takeProfit, trail } = trigger;
  const [first, ...others] = [
    takeProfit && { on: `${sells ? 'rises' : 'falls'} to ${price(takeProfit.rate)}`, bps: takeProfit.maxSlippageBps },
    stop && { on: `${sells ? 'falls' : 'rises'} to ${price(stop.rate)}`, bps: stop.maxSlippageBps },
    trail && { on: `${trailWords({ bps: trail.bps, sells, locale })} from now on`, bps: trail.maxSlippageBps },
  ].filter((condition) => condition !== null);
  if (first === undefined) throw new Error('a trigger has a condition');
  const source = SOURCE_WORDS[trigger.source].of;
  const either = others.map(({ on, bps }) => `; when it ${on}, ${worst(bps)}`).join('');
  const rest = others.length === 0 ? '' : ' Whichever comes first is executed, and the other ends with it.';
  return `${source} ${first.on}${slots}, ${act} at the market, ${worst(first.bps)} the quote of that moment${floor}${either}.${rest}`;
}
