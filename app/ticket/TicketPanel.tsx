'use client';
import { Suspense } from 'react';
import { Panel } from '../ui/Panel.tsx';
import { KIND_PANEL_ID, KindTabs, kindTabId } from './KindTabs.tsx';
import { OneClickToggle } from './OneClickToggle.tsx';
import { useTicket } from './TicketContext.tsx';

/** The order ticket: a tab for each kind of order, and the form of the chosen one. */
export function TicketPanel({ onSent }: { onSent(): void }) {
  const { state, kinds } = useTicket();
  const { title, Form } = kinds[state.kind];
  return (
    <Panel title={title} aside={<OneClickToggle />} className="shrink-0 lg:min-h-full" bodyClassName="flex flex-col">
      <KindTabs />
      <div role="tabpanel" id={KIND_PANEL_ID} aria-labelledby={kindTabId(state.kind)} className="flex-1 p-3">
        <Suspense fallback={<div className="h-120" />}>
          <Form onSent={onSent} />
        </Suspense>
      </div>
    </Panel>
  );
}
