'use client';
import { RESTING_VALIDITY } from '../../../core/order/kinds/restingFields.ts';
import { useTicket } from '../TicketContext.tsx';
import { Segments } from './Segments.tsx';

const DAY = 86_400;
const VALIDITIES = [
  { value: 3_600, name: '1 h' },
  { value: DAY, name: '1 d' },
  { value: 7 * DAY, name: '7 d' },
  { value: RESTING_VALIDITY.usualSeconds, name: '30 d' },
  { value: RESTING_VALIDITY.longestSeconds, name: '95 d' },
] as const;

/** How long the order, or its exit, waits before it expires, seconds. */
export function ValidityChoice(props: {
  label: string;
  field?: 'validForSeconds' | 'exitValidForSeconds';
  width?: string;
}) {
  const { label, field = 'validForSeconds', width = 'w-64' } = props;
  const { state, dispatch } = useTicket();
  return (
    <Segments
      label={label}
      width={width}
      options={VALIDITIES}
      chosen={state.choices[field] ?? RESTING_VALIDITY.usualSeconds}
      onChoose={(seconds) => dispatch({ type: 'choices', choices: { [field]: seconds } })}
    />
  );
}
