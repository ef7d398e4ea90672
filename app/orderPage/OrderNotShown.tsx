'use client';
import type { ReactNode } from 'react';
import { requestErrorOf } from '../browser/requestError.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';

/** Why an order can't be shown, with a button to retry where that may help, and `wayOut`. */
export function OrderNotShown(props: { error: unknown; retry: () => void; wayOut: ReactNode }) {
  const shown = requestErrorOf(props.error);
  return (
    <>
      <ErrorNote error={shown} />
      <div className="mt-3 flex gap-2">
        {props.wayOut}
        {shown.code !== 'ORDER_NOT_FOUND' && (
          <button type="button" className={BUTTON_LOOK.quiet} onClick={props.retry}>
            Try again
          </button>
        )}
      </div>
    </>
  );
}

/** The heading above it. */
export function notShownTitle(error: unknown): string {
  return requestErrorOf(error).code === 'ORDER_NOT_FOUND' ? 'Order not found' : 'The order can’t be shown';
}
