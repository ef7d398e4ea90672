'use client';
import { formatAmount, formatBasisPoints } from '../../core/amounts/format.ts';
import { ArrowRightIcon } from '../ui/icons.tsx';
import { useLocale } from '../ui/useLocale.ts';
import type { FrozenQuote } from './frozenQuote.ts';

/** The output at the current price against the one that was shown. */
export function PriceUpdate(props: { frozen: FrozenQuote; live: FrozenQuote; changePpm: number }) {
  const { frozen, live, changePpm } = props;
  const locale = useLocale();
  const { tokenOut } = frozen;
  const text = (amount: bigint) => formatAmount({ amount, decimals: tokenOut.decimals, locale });
  const change = `${changePpm < 0 ? '−' : '+'}${formatBasisPoints({ ppm: Math.abs(changePpm), locale })} bps`;
  return (
    <dl className="flex flex-col gap-1 rounded-md border border-line-strong bg-raised px-3 py-2">
      <Change
        name="You receive"
        before={text(frozen.decision.route.amountOut)}
        after={text(live.decision.route.amountOut)}
      >
        <span className={changePpm < 0 ? 'text-bad' : 'text-good'}>{change}</span>
      </Change>
      {frozen.minOut !== live.minOut && (
        <Change name="Minimum" before={text(frozen.minOut)} after={text(live.minOut)} />
      )}
    </dl>
  );
}

function Change(props: { name: string; before: string; after: string; children?: React.ReactNode }) {
  return (
    <div className="flex items-center justify-between gap-3">
      <dt className="shrink-0 text-muted">{props.name}</dt>
      <dd className="flex min-w-0 flex-wrap items-center justify-end gap-x-1.5">
        <s className="text-muted">
          <span className="sr-only">before </span>
          {props.before}
        </s>
        <ArrowRightIcon className="size-3 text-faint" />
        <span>
          <span className="sr-only">now </span>
          {props.after}
        </span>
        {props.children}
      </dd>
    </div>
  );
}
