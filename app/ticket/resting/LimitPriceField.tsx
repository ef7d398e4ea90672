'use client';
import { useTicket } from '../TicketContext.tsx';
import { PriceField } from './PriceField.tsx';
import type { RestingFieldsProps } from './restingKind.ts';
import { useLimitTexts } from './useLimitTexts.ts';

/** The price of an order that waits for its minimum. The price and the total follow from each other: the one that is typed determines the other. */
export function LimitPriceField({ label, pair, rates }: RestingFieldsProps & { label: string }) {
  const { dispatch } = useTicket();
  const { price } = useLimitTexts(pair);
  return (
    <PriceField
      label={label}
      pair={pair}
      text={price}
      onText={(text) => dispatch({ type: 'prices', prices: { limit: text, total: undefined } })}
      rate={rates.quote ?? rates.mid}
      rateName={rates.quote === undefined ? 'Mid price' : 'Your size gets'}
      presets={[0, 1, 2, 5]}
    />
  );
}
