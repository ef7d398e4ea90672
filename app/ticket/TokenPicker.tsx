'use client';
import { Suspense, useState } from 'react';
import { ComboboxButton } from '../ui/ComboboxButton.tsx';
import { lazyPart } from '../ui/lazyPart.ts';
import { TOKEN_TRIGGER_LOOK, type TokenPickerProps, TokenTriggerContent } from './TokenTrigger.tsx';

const load = () => import('./TokenCombobox.tsx');
const TokenCombobox = lazyPart(load);

/** Chooses a token. */
export function TokenPicker(props: TokenPickerProps) {
  const [used, setUsed] = useState(false);
  const button = (
    <ComboboxButton
      aria-label={`${props.label}: ${props.token.symbol}`}
      className={TOKEN_TRIGGER_LOOK}
      load={load}
      onClick={() => setUsed(true)}
    >
      <TokenTriggerContent token={props.token} />
    </ComboboxButton>
  );
  if (!used) return button;
  return (
    <Suspense fallback={button}>
      <TokenCombobox {...props} />
    </Suspense>
  );
}
