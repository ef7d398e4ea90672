'use client';
import { Combobox } from '@base-ui/react/combobox';
import { formatAmount } from '../../core/amounts/format.ts';
import { TOKENS, type Token } from '../../core/tokens/token.ts';
import { CheckIcon, ChevronDownIcon } from '../ui/icons.tsx';
import { TokenMark } from '../ui/TokenMark.tsx';
import { type Balance, balanceOf } from '../wallet/useBalances.ts';

/** Chooses a token by symbol or name; shows what the wallet holds of each. */
export function TokenPicker(props: {
  label: string;
  token: Token;
  onChoose(token: Token): void;
  balances: ReadonlyMap<string, Balance> | undefined;
  locale: string;
}) {
  const { label, token, onChoose, balances, locale } = props;
  return (
    <Combobox.Root
      items={TOKENS}
      value={token}
      onValueChange={(chosen) => chosen !== null && onChoose(chosen)}
      itemToStringLabel={(item: Token) => `${item.symbol} ${item.name}`}
      autoHighlight
    >
      <Combobox.Trigger
        aria-label={`${label}: ${token.symbol}`}
        className="inline-flex h-9 shrink-0 items-center gap-2 rounded-full border border-line-strong bg-raised pr-2 pl-2 text-sm font-semibold hover:bg-hover"
      >
        <TokenMark symbol={token.symbol} />
        {token.symbol}
        <ChevronDownIcon className="text-faint" />
      </Combobox.Trigger>
      <Combobox.Portal>
        <Combobox.Positioner align="end" sideOffset={6} className="z-40 outline-none">
          <Combobox.Popup
            aria-label={label}
            className="w-72 overflow-hidden rounded-lg border border-line-strong bg-raised shadow-xl shadow-base"
          >
            <Combobox.Input
              aria-label="Search tokens"
              placeholder="Search by symbol or name"
              className="h-10 w-full border-b border-line bg-transparent px-3 outline-none placeholder:text-faint"
            />
            <Combobox.Empty className="px-3 py-4 text-muted empty:hidden">No such token is listed.</Combobox.Empty>
            <Combobox.List className="max-h-80 overflow-y-auto py-1 empty:hidden">
              {(item: Token) => (
                <Combobox.Item
                  key={item.mint}
                  value={item}
                  className="flex items-center gap-3 px-3 py-2 outline-none data-highlighted:bg-hover"
                >
                  <TokenMark symbol={item.symbol} size="large" />
                  <span className="min-w-0 flex-1">
                    <span className="flex items-center gap-1.5 font-medium text-ink">
                      {item.symbol}
                      <Combobox.ItemIndicator className="text-accent">
                        <CheckIcon className="size-3.5" />
                      </Combobox.ItemIndicator>
                    </span>
                    <span className="block text-2xs text-muted">{item.name}</span>
                  </span>
                  <Held balance={balanceOf(balances, item.mint)} token={item} locale={locale} />
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}

function Held({ balance, token, locale }: { balance: Balance | undefined; token: Token; locale: string }) {
  if (balance === undefined) return null;
  return (
    <span className="text-muted">
      {formatAmount({ amount: balance.available, decimals: token.decimals, locale, maxFractionDigits: 4 })}
    </span>
  );
}
