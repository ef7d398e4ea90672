import type { MouseEvent } from 'react';
import { CrossIcon } from './icons.tsx';

/** A cross that closes something; `look` gives its size and colour. */
export function DismissButton(props: { label: string; onDismiss(event: MouseEvent): void; look: string }) {
  const { label, onDismiss, look } = props;
  return (
    <button type="button" aria-label={label} onClick={onDismiss} className={`grid place-items-center ${look}`}>
      <CrossIcon className="size-3.5" />
    </button>
  );
}
