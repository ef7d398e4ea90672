'use client';
import type { RefObject } from 'react';
import type { FrozenQuote } from './frozenQuote.ts';
import { ReviewDialog } from './ReviewDialog.tsx';
import { ReviewForm } from './ReviewForm.tsx';

export type ConfirmDialogProps = {
  open: boolean;
  frozen: FrozenQuote;
  /** The current quote; undefined while there is none. */
  live: FrozenQuote | undefined;
  /** The obstacle to sending the ticket now, in words. */
  blocker: string | undefined;
  onAccept(quote: FrozenQuote): void;
  onConfirm(quote: FrozenQuote): void;
  onClose(): void;
  returnFocusTo: RefObject<HTMLElement | null>;
};

/** The confirm step of a market order. */
export default function ConfirmDialog({ open, frozen, onClose, returnFocusTo, ...form }: ConfirmDialogProps) {
  return (
    <ReviewDialog
      open={open}
      openedAt={frozen.frozenAt}
      title="Review swap"
      onClose={onClose}
      returnFocusTo={returnFocusTo}
    >
      {(parts) => <ReviewForm frozen={frozen} {...form} {...parts} />}
    </ReviewDialog>
  );
}
