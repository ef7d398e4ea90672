'use client';
import type { ReactNode } from 'react';
import { formatAmount, formatCount, formatPercent, formatPrice } from '../../core/amounts/format.ts';
import { phaseOf } from '../../core/order/lifecycle.ts';
import type { FillView, OrderEventView, OrderView } from '../../core/order/orderView.ts';
import { comparedQuote } from '../../core/order/realisedSlippage.ts';
import { shownToken } from '../../core/tokens/token.ts';
import { isResting, kindRests } from '../resting/rests.ts';
import { Fact, Facts } from '../ui/Facts.tsx';
import { dateAndTime, duration, msBetween } from '../ui/instant.ts';
import { Panel } from '../ui/Panel.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { VenueName } from '../ui/VenueName.tsx';
import { venueName } from '../ui/venueLook.ts';
import { BracketFacts } from './BracketFacts.tsx';
import { expectedOut, realisedOf } from './expectation.ts';
import { slippageWords } from './slippageWords.ts';

type Props = { order: OrderView; events: readonly OrderEventView[] };

/** The expected and the actual output; below them the terms, the costs and the venues of the fill. */
export function OutcomeCard({ order, events }: Props) {
  const locale = useLocale();
  return (
    <Panel title="Expected and received" bodyClassName="flex flex-col gap-4 p-4">
      <Comparison order={order} events={events} />
      <Facts>
        <Fact name={phaseOf(order.status) === 'done' ? 'Paid' : 'To pay'}>
          {amountOf(order.amountIn, order.tokenIn, locale)}
        </Fact>
        {hasMinimum(order) && <Fact name={minimumName(order)}>{amountOf(order.minOut, order.tokenOut, locale)}</Fact>}
        <RouteExpectation order={order} events={events} />
        {order.fill !== null && <FillFacts order={order} fill={order.fill} />}
        {order.slippageBps !== null && (
          <Fact name="Slippage allowed">{formatPercent({ ppm: order.slippageBps * 100, locale })}</Fact>
        )}
        <BracketFacts order={order} />
        <Fact name="Accepted">{dateAndTime({ iso: order.acceptedAt, locale })}</Fact>
        {order.finalAt === null && !isResting(order) && (
          <Fact name="Valid until">{dateAndTime({ iso: order.validUntil, locale })}</Fact>
        )}
        {order.finalAt !== null && (
          <Fact name="From accepted to final">
            {duration({ ms: msBetween(order.acceptedAt, order.finalAt), locale })}
          </Fact>
        )}
        <Fact name="Network fee and rent">Paid by the engine</Fact>
      </Facts>
    </Panel>
  );
}

/** Before its trigger fires, an order without a minimum of its own has none. */
function hasMinimum(order: OrderView): boolean {
  return order.trigger === null || order.fired !== null || order.requestedMinOut !== null;
}

function minimumName(order: OrderView): string {
  if (kindRests(order)) return order.fired === null || order.trigger === null ? 'Minimum' : 'Minimum since it fired';
  return order.requestedMinOut === null ? 'Minimum, from the slippage' : 'Minimum, as shown when sent';
}

function amountOf(amount: string | bigint, mint: string, locale: string): string {
  const { symbol, decimals } = shownToken(mint);
  return `${formatAmount({ amount: BigInt(amount), decimals, locale })} ${symbol}`;
}

/** The quote at acceptance (at the trigger of an order that rests) or, for an order without one, the output of the route. */
function expectationOf({ order, events }: Props): bigint | undefined {
  const quote = comparedQuote(order);
  return quote === null ? expectedOut(events) : BigInt(quote);
}

function expectationName(order: OrderView): string {
  if (comparedQuote(order) === null) return kindRests(order) ? 'Expected when it fires' : 'Expected by the route';
  return kindRests(order) ? 'Expected when it fired' : 'Expected when accepted';
}

function Comparison({ order, events }: Props) {
  const locale = useLocale();
  const expected = expectationOf({ order, events });
  const realised =
    expected === undefined || order.fill === null
      ? undefined
      : realisedOf({ expected, received: BigInt(order.fill.amountOut) });
  return (
    <dl className="grid grid-cols-2 overflow-hidden rounded-lg border border-line bg-ground">
      <Cell name={expectationName(order)}>
        {expected !== undefined
          ? amountOf(expected, order.tokenOut, locale)
          : !kindRests(order)
            ? 'No quote'
            : order.trigger === null
              ? `${amountOf(order.minOut, order.tokenOut, locale)} or more`
              : 'Market price'}
      </Cell>
      <Cell name="Received" look={order.fill === null ? 'text-muted' : 'text-good'} second>
        {order.fill !== null
          ? amountOf(order.fill.amountOut, order.tokenOut, locale)
          : phaseOf(order.status) === 'ended'
            ? 'Nothing'
            : 'Not yet'}
      </Cell>
      {realised !== undefined && (
        <div className="col-span-2 flex flex-wrap items-baseline justify-between gap-x-4 border-t border-line px-3 py-2">
          <dt className="text-muted">Realised slippage</dt>
          <dd className="text-right">
            <span className={`font-semibold ${realised.side === 'worse' ? 'text-warn' : 'text-good'}`}>
              {slippageWords({ realised, locale })}
            </span>
            {realised.side !== 'exact' && (
              <span className="block text-2xs text-muted">
                {amountOf(realised.difference, order.tokenOut, locale)} {realised.side === 'worse' ? 'less' : 'more'}{' '}
                than expected
              </span>
            )}
          </dd>
        </div>
      )}
    </dl>
  );
}

function Cell(props: { name: string; look?: string; second?: boolean; children: ReactNode }) {
  return (
    <div className={`min-w-0 px-3 py-2 ${props.second ? 'border-l border-line' : ''}`}>
      <dt className="text-2xs text-muted">{props.name}</dt>
      <dd className={`text-[0.9375rem] leading-6 font-semibold break-words ${props.look ?? 'text-ink'}`}>
        {props.children}
      </dd>
    </div>
  );
}

/** The output of the last attempt's route; omitted when it is the expectation itself. */
function RouteExpectation({ order, events }: Props) {
  const locale = useLocale();
  const routed = expectedOut(events);
  if (routed === undefined || comparedQuote(order) === null) return null;
  return <Fact name="Expected at routing">{amountOf(routed, order.tokenOut, locale)}</Fact>;
}

function FillFacts({ order, fill }: { order: OrderView; fill: FillView }) {
  const locale = useLocale();
  const [paid, received] = [shownToken(order.tokenIn), shownToken(order.tokenOut)];
  return (
    <>
      <Fact name="Price">
        1 {paid.symbol} ={' '}
        {formatPrice({
          numerator: BigInt(fill.amountOut),
          numeratorDecimals: received.decimals,
          denominator: BigInt(fill.amountIn),
          denominatorDecimals: paid.decimals,
          locale,
        })}{' '}
        {received.symbol}
      </Fact>
      {fill.legs.map((leg) => (
        <Fact key={leg.pool} name="Filled on">
          <span className="inline-flex flex-wrap items-center justify-end gap-x-2">
            <VenueName venue={leg.venue} />
            <span className="text-muted">
              {amountOf(leg.amountIn, leg.mintIn, locale)} for {amountOf(leg.amountOut, leg.mintOut, locale)}
            </span>
          </span>
        </Fact>
      ))}
      {fill.legs.map((leg) => (
        <Fact key={leg.pool} name={`Pool fee on ${venueName(leg.venue)} (included)`}>
          {amountOf(leg.fee, leg.feeMint ?? leg.mintIn, locale)}
        </Fact>
      ))}
      {fill.residues.map((residue) => (
        <Fact key={residue.token} name="Left over on the way, yours">
          {amountOf(residue.amount, residue.token, locale)}
        </Fact>
      ))}
      <Fact name="Landed in slot">{formatCount({ value: fill.slot, locale })}</Fact>
    </>
  );
}
