'use client';
import '../../order/withoutEval.ts';

import type { OrderKindName } from '../../../core/order/kinds/orderKinds.ts';
import { RestingForm } from '../resting/RestingForm.tsx';
import type { RestingKind } from '../resting/restingKind.ts';
import { useTicket } from '../TicketContext.tsx';
import type { TicketFormProps } from '../ticketKind.ts';
import { bracket } from './bracket.tsx';
import { limit } from './limit.tsx';
import { oco } from './oco.tsx';
import { stop } from './stop.tsx';
import { takeProfit } from './takeProfit.tsx';
import { trailingStop } from './trailingStop.tsx';

/** The kinds of orders that rest. */
export const RESTING_KINDS = { limit, stop, takeProfit, trailingStop, oco, bracket } as const satisfies Record<
  Exclude<OrderKindName, 'market'>,
  RestingKind
>;

/** The form of the chosen kind. */
export default function RestingTicket({ onSent }: TicketFormProps) {
  const { kind } = useTicket().state;
  // Another kind is chosen while this form is still shown.
  return kind === 'market' ? null : <RestingForm key={kind} kind={RESTING_KINDS[kind]} onSent={onSent} />;
}
