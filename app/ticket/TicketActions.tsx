'use client';
import { formatPercent } from '../../core/amounts/format.ts';
import { useDeskActions } from '../keyboard/useDeskActions.ts';
import { setPreferences } from '../preferences/preferences.ts';
import { useLocale } from '../ui/useLocale.ts';
import { DEFAULT_SLIPPAGE_BPS, SLIPPAGE_PRESETS } from './slippage.ts';
import { useTicket } from './TicketContext.tsx';
import { SHARES, useShareOfBalance } from './useShareOfBalance.ts';

const SLIPPAGES = [{ name: 'auto', bps: null }, ...SLIPPAGE_PRESETS.map(({ value, bps }) => ({ name: value, bps }))];

/** The ticket's actions that are available anywhere on the page. */
export function TicketActions(props: {
  focusAmount(): void;
  submit(): void;
  submitLabel: string;
  /** True for an order with a slippage of its own. */
  hasSlippage?: boolean;
}) {
  const { focusAmount, submit, submitLabel, hasSlippage = false } = props;
  const { dispatch } = useTicket();
  const { setShare } = useShareOfBalance();
  const locale = useLocale();
  useDeskActions([
    { id: 'swap.amount', group: 'Swap', label: 'Enter an amount', keywords: ['pay'], hotkey: 'a', run: focusAmount },
    { id: 'swap.flip', group: 'Swap', label: 'Flip the tokens', hotkey: 'f', run: () => dispatch({ type: 'flip' }) },
    ...SHARES.map(({ name, hotkey, divisor }) => ({
      id: `swap.${name.toLowerCase()}`,
      group: 'Swap' as const,
      label: `${name} of the available balance`,
      keywords: ['amount', 'balance'],
      hotkey,
      run: () => setShare(divisor),
    })),
    { id: 'swap.submit', group: 'Swap', label: submitLabel, keywords: ['confirm'], hotkey: 'mod+enter', run: submit },
    ...(hasSlippage ? SLIPPAGES : []).map(({ name, bps }) => ({
      id: `swap.slippage.${name}`,
      group: 'Swap' as const,
      label: `Slippage: ${bps === null ? 'auto, ' : ''}${formatPercent({ ppm: (bps ?? DEFAULT_SLIPPAGE_BPS) * 100, locale })}`,
      keywords: ['tolerance'],
      run: () => setPreferences({ slippageBps: bps }),
    })),
  ]);
  return null;
}
