'use client';
import { useTicket } from '../TicketContext.tsx';
import { PriceField } from './PriceField.tsx';
import { SOURCE_WORDS } from './rates.ts';
import type { RestingFieldsProps } from './restingKind.ts';

const LOOKS = {
  stop: { label: 'Stop price', presets: [-2, -5, -10] },
  takeProfit: { label: 'Take-profit price', presets: [2, 5, 10] },
} as const;

/** The price at which a stop or a take profit fires, beside the rate that it watches. */
export function TriggerPriceField({ field, pair, rates }: RestingFieldsProps & { field: 'stop' | 'takeProfit' }) {
  const { state, dispatch } = useTicket();
  const source = state.choices.source ?? 'mid';
  return (
    <PriceField
      {...LOOKS[field]}
      pair={pair}
      text={state.prices[field] ?? ''}
      onText={(text) => dispatch({ type: 'prices', prices: { [field]: text } })}
      rate={rates[source]}
      rateName={SOURCE_WORDS[source].name}
    />
  );
}
