import { decimalText } from '../amounts/format.ts';
import { tokenByMint } from '../tokens/token.ts';
import type { OrderView } from './orderView.ts';
import { realisedSlippagePpm } from './realisedSlippage.ts';
import type { RateView } from './trigger/triggerTerms.ts';

/** True for a cell that a spreadsheet would run as a formula (OWASP, CSV injection); false for a plain number. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^-?[0-9]+(\.[0-9]+)?$/;

/** A cell by RFC 4180. A text that a spreadsheet would run as a formula gets an apostrophe in front. */
export function csvCell(value: string): string {
  const safe = FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A record by RFC 4180, including its line break. */
export function csvRecord(values: readonly string[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

const symbolOf = (mint: string) => tokenByMint(mint)?.symbol ?? mint;

/** Base units as whole tokens, exact; unchanged for a token that is not known. */
function whole(mint: string, amount: string | null | undefined): string {
  if (amount === null || amount === undefined) return '';
  return decimalText({ amount: BigInt(amount), decimals: tokenByMint(mint)?.decimals ?? 0 });
}

/** Trade fees of all legs, contained in what was paid, added up per token: `0.0025 SOL`. */
function feesText(order: OrderView): string {
  const fees = new Map<string, bigint>();
  for (const leg of order.fill?.legs ?? []) {
    const token = leg.feeMint ?? leg.mintIn;
    fees.set(token, (fees.get(token) ?? 0n) + BigInt(leg.fee));
  }
  return [...fees].map(([mint, fee]) => `${whole(mint, fee.toString())} ${symbolOf(mint)}`).join(' + ');
}

function slippageText(order: OrderView): string {
  const ppm = realisedSlippagePpm(order);
  return ppm === undefined ? '' : decimalText({ amount: BigInt(ppm), decimals: 2 });
}

/** Digits after the point of a price. */
const PRICE_DIGITS = 18;

/** A rate as a price: whole tokens to receive for one whole token to pay, rounded down to 18 digits after the point. */
function priceText({ tokenIn, tokenOut }: OrderView, rate: RateView | undefined): string {
  if (rate === undefined) return '';
  const decimals = (mint: string) => tokenByMint(mint)?.decimals ?? 0;
  const numerator = BigInt(rate.amountOut) * 10n ** BigInt(decimals(tokenIn) + PRICE_DIGITS);
  const amount = numerator / (BigInt(rate.amountIn) * 10n ** BigInt(decimals(tokenOut)));
  return decimalText({ amount, decimals: PRICE_DIGITS });
}

/** The columns in order, each with its content. Amounts are whole tokens, exact; prices are those of `priceText`; times are UTC. */
const COLUMNS: readonly (readonly [name: string, of: (order: OrderView) => string])[] = [
  ['order_id', (order) => order.orderId],
  ['accepted_at', (order) => order.acceptedAt],
  ['final_at', (order) => order.finalAt ?? ''],
  ['type', (order) => order.type],
  ['pair', (order) => `${symbolOf(order.tokenIn)}/${symbolOf(order.tokenOut)}`],
  ['token_in', (order) => symbolOf(order.tokenIn)],
  ['token_out', (order) => symbolOf(order.tokenOut)],
  ['amount_in', (order) => whole(order.tokenIn, order.amountIn)],
  ['amount_out', (order) => whole(order.tokenOut, order.fill?.amountOut)],
  ['min_out', (order) => whole(order.tokenOut, order.minOut)],
  ['quoted_out', (order) => whole(order.tokenOut, order.quotedOut)],
  ['status', (order) => order.status],
  ['attempts', (order) => String(order.attempt)],
  ['venues', (order) => [...new Set(order.fill?.legs.map((leg) => leg.venue))].join(' + ')],
  ['realised_slippage_bps', slippageText],
  ['venue_fees', feesText],
  ['signature', (order) => order.signature ?? ''],
  ['slot', (order) => order.fill?.slot.toString() ?? ''],
  ['failure_code', (order) => order.failure?.code ?? ''],
  ['failure', (order) => order.failure?.message ?? ''],
  ['valid_until', (order) => order.validUntil],
  ['version', (order) => String(order.version)],
  ['trigger_source', (order) => order.trigger?.source ?? ''],
  ['stop_price', (order) => priceText(order, order.trigger?.stop?.rate)],
  ['take_profit_price', (order) => priceText(order, order.trigger?.takeProfit?.rate)],
  ['trail_bps', (order) => order.trigger?.trail?.bps.toString() ?? ''],
  ['fired_by', (order) => order.fired?.by ?? ''],
  ['fired_slot', (order) => order.fired?.slot.toString() ?? ''],
  ['fired_price', (order) => priceText(order, order.fired?.observed)],
  ['fired_quoted_out', (order) => whole(order.tokenOut, order.fired?.quotedOut)],
];

/** The first record: the columns' names. */
export const ORDER_CSV_HEADER = csvRecord(COLUMNS.map(([name]) => name));

/** An order as one record. */
export function orderCsvRecord(order: OrderView): string {
  return csvRecord(COLUMNS.map(([, of]) => of(order)));
}
