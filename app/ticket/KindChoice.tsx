'use client';
import { useTicket } from './TicketContext.tsx';

/** The choice of the order kind. Renders nothing while there is only one. */
export function KindChoice() {
  const { kind, kinds, chooseKind } = useTicket();
  if (kinds.length === 1) return null;
  return (
    <fieldset aria-label="Kind of order" className="flex gap-1 rounded-md bg-ground p-0.5">
      {kinds.map((one) => (
        <button
          key={one.title}
          type="button"
          aria-pressed={one === kind}
          onClick={() => chooseKind(one)}
          className="h-7 flex-1 rounded px-1.5 font-medium text-muted hover:text-ink aria-pressed:bg-hover aria-pressed:text-ink max-lg:h-10"
        >
          {one.title}
        </button>
      ))}
    </fieldset>
  );
}
