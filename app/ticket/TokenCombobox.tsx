'use client';
import { Combobox } from '@base-ui/react/combobox';
import { formatAmount } from '../../core/amounts/format.ts';
import { TOKENS, type Token } from '../../core/tokens/token.ts';
import { CheckIcon } from '../ui/icons.tsx';
import { TokenMark } from '../ui/TokenMark.tsx';
import { type Balance, balanceOf } from '../wallet/useBalances.ts';
import { TOKEN_TRIGGER_LOOK, type TokenPickerProps, TokenTriggerContent } from './TokenPicker.tsx';

/** The token picker itself, open at first: search by symbol or name, with what the wallet holds of each. */
export default function TokenCombobox({ label, token, onChoose, balances, locale }: TokenPickerProps) {
  return (
    <Combobox.Root
      items={TOKENS}
      value={token}
      onValueChange={(chosen) => chosen !== null && onChoose(chosen)}
      itemToStringLabel={(item: Token) => `${item.symbol} ${item.name}`}
      autoHighlight
      defaultOpen
    >
      <Combobox.Trigger aria-label={`${label}: ${token.symbol}`} className={TOKEN_TRIGGER_LOOK}>
        <TokenTriggerContent token={token} />
      </Combobox.Trigger>
      <Combobox.Portal>
        <Combobox.Positioner align="end" sideOffset={6} className="z-40 outline-none">
          <Combobox.Popup
            aria-label={label}
            className="w-72 overflow-hidden rounded-lg border border-line-strong bg-raised shadow-xl shadow-ground"
          >
            <Combobox.Input
              aria-label="Search tokens"
              placeholder="Search by symbol or name"
              className="h-10 w-full border-b border-line bg-transparent px-3 outline-none placeholder:text-faint max-sm:text-base"
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
