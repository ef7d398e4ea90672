import type { ReactNode } from 'react';
import type { ChosenPair } from '../ticket/usePair.ts';
import { ChevronDownIcon } from '../ui/icons.tsx';
import { TokenMark } from '../ui/TokenMark.tsx';

export const PAIR_TRIGGER_LOOK =
  'inline-flex h-8 shrink-0 items-center gap-1.5 rounded-md px-2 text-sm font-semibold whitespace-nowrap hover:bg-hover max-sm:h-10 max-sm:px-1.5';

/** The content of the pair picker's button. */
export function PairTriggerContent({ pair }: { pair: ChosenPair }): ReactNode {
  return (
    <>
      <TokenMark symbol={pair.base.symbol} size="small" />
      {pair.name}
      <ChevronDownIcon className="text-faint" />
    </>
  );
}
