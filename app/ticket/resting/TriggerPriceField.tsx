'use client';
import type { Rate } from '../../../core/order/trigger/rate.ts';
import type { OrderPair } from '../../market/typedPrice.ts';
import { useTicket } from '../TicketContext.tsx';
import { PriceField } from './PriceField.tsx';
import { type Rates, SOURCE_WORDS } from './rates.ts';

const LOOKS = {
  stop: { label: 'Stop price', presets: [-2, -5, -10] },
  takeProfit: { label: 'Take-profit price', presets: [2, 5, 10] },
} as const;

/** The price at which a stop or a take profit fires, beside the rate that it watches; that of an exit is beside the price of its entry. */
export function TriggerPriceField(
  props: { field: 'stop' | 'takeProfit'; pair: OrderPair } & ({ rates: Rates } | { entryRate: Rate | undefined }),
) {
  const { field, pair } = props;
  const { state, dispatch } = useTicket();
  const source = state.choices.source ?? 'mid';
  return (
    <PriceField
      {...LOOKS[field]}
      pair={pair}
      text={state.prices[field] ?? ''}
      onText={(text) => dispatch({ type: 'prices', prices: { [field]: text } })}
      {...('rates' in props
        ? { rate: props.rates[source], rateName: SOURCE_WORDS[source].name }
        : { rate: props.entryRate, rateName: 'Entry price', rateWords: 'the entry price' })}
    />
  );
}
