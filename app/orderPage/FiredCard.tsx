import type { OrderView } from '../../core/order/orderView.ts';
import { Panel } from '../ui/Panel.tsx';
import { FiredFacts } from './FiredFacts.tsx';
import { FIRED_WORDS } from './stepWords.ts';

/** Why an order that rested was executed when it was. */
export function FiredCard({ order, fired }: { order: OrderView; fired: NonNullable<OrderView['fired']> }) {
  return (
    <Panel title="Why it fired" bodyClassName="flex flex-col gap-3 p-4">
      <p>{FIRED_WORDS[fired.by]}.</p>
      <FiredFacts order={order} fired={fired} />
    </Panel>
  );
}
