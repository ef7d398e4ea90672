'use client';
import type { ReactNode } from 'react';
import { TokenMark } from '../ui/TokenMark.tsx';
import type { Holding, useHoldings } from '../wallet/useHoldings.ts';
import { AmountOf, Cents, PriceOf, ShareBar, TradeButtons } from './holdingCells.tsx';
import { ProfitText } from './ProfitText.tsx';

type Held = Pick<ReturnType<typeof useHoldings>, 'holdings' | 'value' | 'unrealised' | 'realised'>;

/** The wallet token by token as cards, for a narrow page. */
export function HoldingCards({ holdings, value, unrealised, realised }: Held) {
  return (
    <>
      <dl className="grid grid-cols-3 gap-2 border-b border-line px-4 py-3">
        <Fact name="Total, USDC">
          <Cents value={value} />
        </Fact>
        <Fact name="Unrealised">
          <ProfitText value={unrealised} />
        </Fact>
        <Fact name="Realised">
          <ProfitText value={realised} />
        </Fact>
      </dl>
      <ul aria-label="Balances">
        {holdings.map((holding) => (
          <Card key={holding.token.mint} holding={holding} />
        ))}
      </ul>
    </>
  );
}

function Card({ holding }: { holding: Holding }) {
  const { token, balance } = holding;
  return (
    <li aria-label={token.symbol} className="flex flex-col gap-2 border-b border-line px-4 py-3">
      <div className="flex items-center gap-2">
        <TokenMark symbol={token.symbol} />
        <span className="font-medium">{token.symbol}</span>
        <span className="text-2xs text-muted">
          <PriceOf holding={holding} />
        </span>
        <span className="ml-auto">
          <ShareBar ppm={holding.sharePpm} />
        </span>
      </div>
      <div className="grid grid-cols-3 gap-2">
        <dl className="contents">
          <Fact name="Available">
            <AmountOf token={token} amount={balance?.available} />
          </Fact>
          <Fact name="Held">
            <AmountOf token={token} amount={balance?.held} />
          </Fact>
          <Fact name="Value, USDC">
            <Cents value={holding.value} />
          </Fact>
          <Fact name="Unrealised">
            <ProfitText value={holding.unrealised} />
          </Fact>
          <Fact name="Realised">
            <ProfitText value={holding.realised} />
          </Fact>
        </dl>
        <TradeButtons token={token} />
      </div>
    </li>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-2xs text-faint">{name}</dt>
      <dd className="truncate">{children}</dd>
    </div>
  );
}
