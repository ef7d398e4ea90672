'use client';
import { formatAmount } from '../../core/amounts/format.ts';
import { findToken } from '../../core/tokens/token.ts';
import { useDesk } from '../live/DeskContext.tsx';
import type { OnItsWay } from '../placing/placementSender.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { ClockIcon } from '../ui/icons.tsx';
import { useLocale } from '../ui/useLocale.ts';

const WORDS = {
  sending: 'Sending …',
  unanswered: 'No answer yet. It is sent again with the same key, so it can’t be placed twice.',
  old: 'This was never answered, and it is too old to be sent again unasked. Sending it again can’t place it twice.',
} as const satisfies Record<OnItsWay['state'], string>;

/** An order that was sent off and is not answered yet. */
export function OnItsWayRow({ placement, state }: OnItsWay) {
  const { placements } = useDesk();
  const locale = useLocale();
  const { tokenIn, tokenOut, amountIn, idempotencyKey } = placement.request;
  const [paid, received] = [findToken(tokenIn), findToken(tokenOut)];
  if (paid === undefined || received === undefined) return null;
  const amount = formatAmount({ amount: BigInt(amountIn), decimals: paid.decimals, locale });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2.5">
      <ClockIcon className="pulse-soft text-accent" />
      <p className="min-w-0 flex-1">
        <span className="font-medium">
          {amount} {paid.symbol} to {received.symbol}
        </span>
        <span className="block text-2xs text-muted">{WORDS[state]}</span>
      </p>
      {state === 'old' && (
        <>
          <button type="button" className={BUTTON_LOOK.quiet} onClick={() => placements.sendAgain(idempotencyKey)}>
            Send again
          </button>
          <button type="button" className={BUTTON_LOOK.quiet} onClick={() => placements.forget(idempotencyKey)}>
            Forget it
          </button>
        </>
      )}
    </li>
  );
}
