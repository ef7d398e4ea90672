'use client';
import { formatAmount, formatBasisPoints, formatCount, formatPercent, formatPrice } from '../../core/amounts/format.ts';
import type { OrderEventView, OrderView } from '../../core/order/orderView.ts';
import { listedToken } from '../../core/tokens/token.ts';
import { dateAndTime, duration, msBetween } from '../ui/instant.ts';
import { Panel } from '../ui/Panel.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { VenueName } from '../ui/VenueName.tsx';
import { expectedOut, shortfallOf } from './expectation.ts';
import { Fact, Facts } from './Facts.tsx';

/** What was asked, what was expected, and what came of it. */
export function OutcomeCard({ order, events }: { order: OrderView; events: readonly OrderEventView[] }) {
  const locale = useLocale();
  const [paid, received] = [listedToken(order.tokenIn), listedToken(order.tokenOut)];
  const out = (amount: string | bigint) =>
    `${formatAmount({ amount: BigInt(amount), decimals: received.decimals, locale })} ${received.symbol}`;
  const expected = expectedOut(events);
  return (
    <Panel title="Expected and received" bodyClassName="p-4">
      <Facts>
        <Fact name={order.status === 'confirmed' ? 'Paid' : 'To pay'}>
          {formatAmount({ amount: BigInt(order.amountIn), decimals: paid.decimals, locale })} {paid.symbol}
        </Fact>
        {order.quotedOut !== null && <Fact name="Quoted when accepted">{out(order.quotedOut)}</Fact>}
        {expected !== undefined && <Fact name="Expected by the route">{out(expected)}</Fact>}
        <Fact name={order.requestedMinOut === null ? 'Minimum, from the slippage' : 'Minimum, as shown when sent'}>
          {out(order.minOut)}
        </Fact>
        {order.fill !== null && (
          <Fact name="Received">
            <strong className="font-semibold text-good">{out(order.fill.amountOut)}</strong>
          </Fact>
        )}
        {order.fill !== null && order.quotedOut !== null && (
          <Fact name="Realised slippage, against the quote">
            <Slippage quoted={BigInt(order.quotedOut)} received={BigInt(order.fill.amountOut)} locale={locale} />
          </Fact>
        )}
        {order.fill !== null && (
          <Fact name="Price">
            1 {paid.symbol} ={' '}
            {formatPrice({
              numerator: BigInt(order.fill.amountOut),
              numeratorDecimals: received.decimals,
              denominator: BigInt(order.fill.amountIn),
              denominatorDecimals: paid.decimals,
              locale,
            })}{' '}
            {received.symbol}
          </Fact>
        )}
        {order.fill?.legs.map((leg) => (
          <Fact key={leg.pool} name="Filled on">
            <span className="inline-flex flex-wrap items-center justify-end gap-x-2">
              <VenueName venue={leg.venue} />
              <span className="text-muted">
                {amountOf(leg.amountIn, leg.mintIn, locale)} for {amountOf(leg.amountOut, leg.mintOut, locale)}, fee{' '}
                {amountOf(leg.fee, leg.mintIn, locale)}
              </span>
            </span>
          </Fact>
        ))}
        {order.fill?.residues.map((residue) => (
          <Fact key={residue.token} name="Left over on the way, yours">
            {amountOf(residue.amount, residue.token, locale)}
          </Fact>
        ))}
        <Fact name="Slippage allowed">{formatPercent({ ppm: order.slippageBps * 100, locale })}</Fact>
        <Fact name="Accepted">{dateAndTime({ iso: order.acceptedAt, locale })}</Fact>
        {order.finalAt !== null && (
          <Fact name="From accepted to final">
            {duration({ ms: msBetween(order.acceptedAt, order.finalAt), locale })}
          </Fact>
        )}
        {order.fill !== null && <Fact name="Landed in slot">{formatCount({ value: order.fill.slot, locale })}</Fact>}
        <Fact name="Network fee and rent">Paid by the house</Fact>
      </Facts>
    </Panel>
  );
}

function amountOf(amount: string, mint: string, locale: string): string {
  const { symbol, decimals } = listedToken(mint);
  return `${formatAmount({ amount: BigInt(amount), decimals, locale })} ${symbol}`;
}

function Slippage({ quoted, received, locale }: { quoted: bigint; received: bigint; locale: string }) {
  const ppm = shortfallOf({ quoted, received });
  const bps = formatBasisPoints({ ppm: Math.abs(ppm), locale });
  if (ppm === 0) return <span>none</span>;
  return ppm > 0 ? (
    <span className="text-warn">{bps} bps less</span>
  ) : (
    <span className="text-good">{bps} bps more</span>
  );
}
