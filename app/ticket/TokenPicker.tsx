'use client';
import { type ReactNode, Suspense, useState } from 'react';
import type { Token } from '../../core/tokens/token.ts';
import { ComboboxButton } from '../ui/ComboboxButton.tsx';
import { ChevronDownIcon } from '../ui/icons.tsx';
import { lazyPart } from '../ui/lazyPart.ts';
import { TokenMark } from '../ui/TokenMark.tsx';
import type { Balance } from '../wallet/useBalances.ts';

export type TokenPickerProps = {
  label: string;
  token: Token;
  onChoose(token: Token): void;
  balances: ReadonlyMap<string, Balance> | undefined;
  locale: string;
};

const load = () => import('./TokenCombobox.tsx');
const TokenCombobox = lazyPart(load);

export const TOKEN_TRIGGER_LOOK =
  'inline-flex h-9 max-lg:h-11 shrink-0 items-center gap-2 rounded-full border border-line-strong bg-raised pr-2 pl-2 text-sm font-semibold hover:bg-hover';

/** What the button of a token picker shows. */
export function TokenTriggerContent({ token }: { token: Token }): ReactNode {
  return (
    <>
      <TokenMark symbol={token.symbol} />
      {token.symbol}
      <ChevronDownIcon className="text-faint" />
    </>
  );
}

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
