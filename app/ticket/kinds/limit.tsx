'use client';
import { LimitTotal } from '../resting/LimitTotal.tsx';
import { leastOf } from '../resting/limitTexts.ts';
import { PriceField } from '../resting/PriceField.tsx';
import { commonFields } from '../resting/readEntry.ts';
import type { RestingFieldsProps, RestingKind } from '../resting/restingKind.ts';
import { useLimitTexts } from '../resting/useLimitTexts.ts';
import { useTicket } from '../TicketContext.tsx';

export const limit: RestingKind = {
  noun: 'limit order',
  about: 'Waits until the market gives your price or better for the whole amount, after fees, and swaps then.',
  worstPrices: [],
  Fields,
  Receive: LimitTotal,
  ask: (entry) => ({ type: 'limit', ...commonFields(entry), minOut: leastOf(entry).toString() }),
};

/** The price and the total follow from each other: the one that is typed determines the other. */
function Fields({ pair, rates }: RestingFieldsProps) {
  const { dispatch } = useTicket();
  const { price } = useLimitTexts(pair);
  return (
    <PriceField
      label="Limit price"
      pair={pair}
      text={price}
      onText={(text) => dispatch({ type: 'prices', prices: { limit: text, total: undefined } })}
      rate={rates.quote ?? rates.mid}
      rateName={rates.quote === undefined ? 'Mid price' : 'Your size gets'}
      presets={[0, 1, 2, 5]}
    />
  );
}
