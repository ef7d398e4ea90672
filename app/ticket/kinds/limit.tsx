'use client';
import { LimitPriceField } from '../resting/LimitPriceField.tsx';
import { LimitTotal } from '../resting/LimitTotal.tsx';
import { leastOf } from '../resting/limitTexts.ts';
import { commonFields } from '../resting/readEntry.ts';
import type { RestingFieldsProps, RestingKind } from '../resting/restingKind.ts';

export const limit: RestingKind = {
  noun: 'limit order',
  about: 'Waits until the market gives your price or better for the whole amount, after fees, and swaps then.',
  worstPrices: [],
  Fields: (props: RestingFieldsProps) => <LimitPriceField label="Limit price" {...props} />,
  Receive: LimitTotal,
  ask: (entry) => ({ type: 'limit', ...commonFields(entry), minOut: leastOf(entry).toString() }),
};
