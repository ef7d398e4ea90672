'use client';
import { Combobox } from '@base-ui/react/combobox';
import { useState } from 'react';
import { formatAmount } from '../../core/amounts/format.ts';
import { openTokens, type Token } from '../../core/tokens/token.ts';
import { useMarket } from '../live/DeskContext.tsx';
import { useListing } from '../live/useListing.ts';
import { isTokenMeant } from '../market/tokenSearch.ts';
import { usdcValue } from '../market/usdcValue.ts';
import { ComboboxPopup } from '../ui/ComboboxPopup.tsx';
import { CheckIcon } from '../ui/icons.tsx';
import { TokenMark } from '../ui/TokenMark.tsx';
import { UsdcText } from '../ui/UsdcText.tsx';
import { type Balance, balanceOf } from '../wallet/useBalances.ts';
import { TOKEN_TRIGGER_LOOK, type TokenPickerProps, TokenTriggerContent } from './TokenTrigger.tsx';

/** The value of the wallet's holding of a token in micro-USDC; undefined while the holding or its price is unknown. */
type WorthOf = (token: Token) => bigint | undefined;

function useWorthOf(balances: TokenPickerProps['balances']): WorthOf {
  const market = useMarket();
  return (token) => {
    const amount = balanceOf(balances, token.mint)?.available;
    if (market === undefined || amount === undefined) return undefined;
    return usdcValue({ pools: market.pools, token, amount });
  };
}

/** Tokens by the value of the wallet's holding, largest first; the rest in the order of the listing. */
function byValue(worthOf: WorthOf): readonly Token[] {
  const value = (token: Token) => worthOf(token) ?? 0n;
  return [...openTokens()].sort((left, right) =>
    value(left) < value(right) ? 1 : value(left) > value(right) ? -1 : 0,
  );
}

/** The token picker, initially open: search by symbol or name, with the wallet's holding of each token and its value. */
export default function TokenCombobox({ label, token, onChoose, balances, locale }: TokenPickerProps) {
  const worthOf = useWorthOf(balances);
  const { version } = useListing();
  // The order of the list does not change while it is open and the listing is the same, so that nothing moves under the pointer.
  const [shown, setShown] = useState(() => ({ version, tokens: byValue(worthOf) }));
  const show = () => setShown({ version, tokens: byValue(worthOf) });
  if (shown.version !== version) show();
  return (
    <Combobox.Root
      items={shown.tokens}
      value={token}
      onValueChange={(chosen) => chosen !== null && onChoose(chosen)}
      onOpenChange={(open) => open && show()}
      filter={isTokenMeant}
      itemToStringLabel={(item: Token) => `${item.symbol} ${item.name}`}
      autoHighlight
      defaultOpen
    >
      <Combobox.Trigger aria-label={`${label}: ${token.symbol}`} className={TOKEN_TRIGGER_LOOK}>
        <TokenTriggerContent token={token} />
      </Combobox.Trigger>
      <ComboboxPopup
        label={label}
        align="end"
        search={{ label: 'Search tokens', placeholder: 'Search by symbol, name or mint' }}
        empty="No such token is listed."
        width="w-80"
      >
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
              <Held balance={balanceOf(balances, item.mint)} value={worthOf(item)} token={item} locale={locale} />
            </Combobox.Item>
          )}
        </Combobox.List>
      </ComboboxPopup>
    </Combobox.Root>
  );
}

function Held(props: { balance: Balance | undefined; value: bigint | undefined; token: Token; locale: string }) {
  const { balance, value, token, locale } = props;
  if (balance === undefined) return null;
  return (
    <span className={`text-right ${balance.available === 0n ? 'text-faint' : 'text-ink'}`}>
      {formatAmount({ amount: balance.available, decimals: token.decimals, locale, maxFractionDigits: 4 })}
      <span className="block text-2xs text-faint">
        {value !== undefined && balance.available > 0n && <UsdcText value={value} />}
      </span>
    </span>
  );
}
