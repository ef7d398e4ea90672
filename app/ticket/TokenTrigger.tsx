import type { ReactNode } from 'react';
import type { Token } from '../../core/tokens/token.ts';
import { ChevronDownIcon } from '../ui/icons.tsx';
import { TokenMark } from '../ui/TokenMark.tsx';
import type { Balance } from '../wallet/useBalances.ts';

export type TokenPickerProps = {
  label: string;
  token: Token;
  onChoose(token: Token): void;
  balances: ReadonlyMap<string, Balance> | undefined;
  locale: string;
};

export const TOKEN_TRIGGER_LOOK =
  'inline-flex h-9 max-lg:h-11 shrink-0 items-center gap-2 rounded-full border border-line-strong bg-raised pr-2 pl-2 text-sm font-semibold hover:bg-hover';

/** The content of a token picker's button. */
export function TokenTriggerContent({ token }: { token: Token }): ReactNode {
  return (
    <>
      <TokenMark symbol={token.symbol} />
      {token.symbol}
      <ChevronDownIcon className="text-faint" />
    </>
  );
}
