import { formatAmountForInput } from '../../core/amounts/format.ts';
import { parseAmount } from '../../core/amounts/parse.ts';
import { MAX_SLIPPAGE_BPS } from '../../core/order/kinds/bound.ts';

/** The recommended slippage for pairs as deep as the listed ones. */
export const DEFAULT_SLIPPAGE_BPS = 50;

export const SLIPPAGE_PRESETS = [
  { value: '10', bps: 10, label: '0.1%' },
  { value: '50', bps: 50, label: '0.5%' },
  { value: '100', bps: 100, label: '1%' },
] as const;

/** The trader's slippage. A custom one keeps its text; `bps` is undefined while the text is invalid. */
export type SlippageChoice =
  | { readonly kind: 'auto' | 'preset'; readonly bps: number }
  | { readonly kind: 'custom'; readonly text: string; readonly bps: number | undefined };

/** Reads a percentage of at most two decimals up to MAX_SLIPPAGE_BPS; undefined for anything else. */
export function customSlippage(opts: { text: string; locale: string }): SlippageChoice {
  const parsed = parseAmount({ text: opts.text.trim().replace(/%$/, ''), decimals: 2, locale: opts.locale });
  const bps = parsed.kind === 'amount' && parsed.amount <= BigInt(MAX_SLIPPAGE_BPS) ? Number(parsed.amount) : undefined;
  return { kind: 'custom', text: opts.text, bps };
}

/** The choice for a stored slippage: basis points, null for the desk's own. */
export function rememberedSlippage(opts: { bps: number | null; locale: string }): SlippageChoice {
  const { bps, locale } = opts;
  if (bps === null) return { kind: 'auto', bps: DEFAULT_SLIPPAGE_BPS };
  if (SLIPPAGE_PRESETS.some((preset) => preset.bps === bps)) return { kind: 'preset', bps };
  return { kind: 'custom', text: formatAmountForInput({ amount: BigInt(bps), decimals: 2, locale }), bps };
}

/** The value to store for a choice; undefined when there is nothing to store. */
export function slippageToRemember(choice: SlippageChoice): number | null | undefined {
  return choice.kind === 'auto' ? null : choice.bps;
}

/** A warning about a slippage, or undefined. */
export function slippageCaution(bps: number | undefined): string | undefined {
  if (bps === undefined) return `Enter a percentage up to ${MAX_SLIPPAGE_BPS / 100}.`;
  if (bps < 10) return 'Below 0.1% small price moves make the swap fail.';
  if (bps > 300) return 'Above 3% the swap may fill far from the quote.';
  return undefined;
}
