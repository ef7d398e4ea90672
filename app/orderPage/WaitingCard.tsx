'use client';
import { formatCount } from '../../core/amounts/format.ts';
import type { FailureView } from '../../core/order/failure.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { FAILURE_WORDS } from '../order/statusWords.ts';
import { longDistance, SOURCE_WORDS } from '../resting/distanceWords.ts';
import { marketOf } from '../resting/marketPrice.ts';
import { triggerPrices } from '../resting/restingPrices.ts';
import { bpsText, pricePhrase, ROLE_WORDS, waitingText } from '../resting/restingWords.ts';
import { KIND_WORDS } from '../resting/rests.ts';
import { useRateNow } from '../resting/useRateNow.ts';
import { Fact, Facts } from '../ui/Facts.tsx';
import { dateAndTime, roughDuration } from '../ui/instant.ts';
import { Panel } from '../ui/Panel.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { useNow } from '../ui/useNow.ts';

const EXPIRY_TICK_MS = 10_000;

/** What an order that rests waits for, how far away that is for its size, and until when. */
export function WaitingCard({ order, missed }: { order: OrderView; missed: FailureView | null }) {
  const locale = useLocale();
  const now = useRateNow(order, true);
  const left = Date.parse(order.validUntil) - useNow(EXPIRY_TICK_MS);
  return (
    <Panel
      title={waitingText(order, locale)}
      aside={<span className="text-muted">{KIND_WORDS[order.type]}</span>}
      bodyClassName="flex flex-col gap-3 p-4"
    >
      <p className="min-h-5">
        {now === undefined ? 'Waiting for current prices.' : longDistance({ order, now, locale })}
      </p>
      {missed !== null && (
        <p className="rounded-md bg-warn-soft px-2 py-1.5">
          Its last attempt was missed ({FAILURE_WORDS[missed.code].toLowerCase()}); nothing was executed, and it waits
          again.
        </p>
      )}
      <Facts>
        <TriggerFacts order={order} locale={locale} />
        <Fact name="Expires">
          {dateAndTime({ iso: order.validUntil, locale })}{' '}
          <span className="text-muted">({roughDuration({ ms: left, locale })} left)</span>
        </Fact>
        {order.version > 1 && <Fact name="Amended">{formatCount({ value: order.version - 1, locale })} ×</Fact>}
      </Facts>
    </Panel>
  );
}

function TriggerFacts({ order, locale }: { order: OrderView; locale: string }) {
  const { trigger } = order;
  if (trigger === null) return null;
  const market = marketOf(order);
  const { takeProfit, stop, trail } = trigger;
  return (
    <>
      {triggerPrices(order).map((price) => (
        <Fact key={price.role} name={ROLE_WORDS[price.role]}>
          {pricePhrase(price, market, locale)}
          <span className="text-muted">
            , then at most {bpsText((price.role === 'stop' ? stop : takeProfit)?.maxSlippageBps ?? 0, locale)} below the
            quote
          </span>
        </Fact>
      ))}
      {trail !== null && (
        <Fact name="Trail">
          {bpsText(trail.bps, locale)}
          <span className="text-muted">, then at most {bpsText(trail.maxSlippageBps, locale)} below the quote</span>
        </Fact>
      )}
      <Fact name="Watched">
        {SOURCE_WORDS[trigger.source]}, {formatCount({ value: trigger.confirmSlots, locale })}{' '}
        {trigger.confirmSlots === 1 ? 'slot' : 'slots in a row'}
      </Fact>
    </>
  );
}
