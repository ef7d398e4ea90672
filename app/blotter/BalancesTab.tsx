'use client';
import { TokenMark } from '../ui/TokenMark.tsx';
import { type Holding, useHoldings } from '../wallet/useHoldings.ts';
import { HoldingCards } from './HoldingCards.tsx';
import { AmountOf, Cents, PriceOf, ShareBar, TradeButtons } from './holdingCells.tsx';
import { LoadingRows, NotLoaded } from './ListStates.tsx';
import { ProfitText } from './ProfitText.tsx';
import { ResultsLine } from './ResultsLine.tsx';
import { useIsWide } from './useIsWide.ts';

/** The paper wallet's holdings, with profit and loss. */
export default function BalancesTab() {
  const held = useHoldings();
  const wide = useIsWide();
  const { balances, balanceQuery, resultsQuery, performance } = held;
  if (balances === undefined) {
    return balanceQuery.isError ? (
      <NotLoaded error={balanceQuery.error} retry={() => void balanceQuery.refetch()} />
    ) : (
      <LoadingRows label="Loading your balances" height={32} />
    );
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-auto">
      {wide ? <HoldingsTable {...held} /> : <HoldingCards {...held} />}
      {resultsQuery.isError ? (
        <NotLoaded error={resultsQuery.error} retry={() => void resultsQuery.refetch()} />
      ) : (
        <ResultsLine performance={performance} />
      )}
      <p className="border-t border-line px-3 py-2 text-2xs text-muted">
        Paper wallet: play money on a simulated chain. Fees and rent are paid by the engine. A guest’s wallet lives in
        this browser’s cookie; lose the cookie, lose the wallet.
      </p>
    </div>
  );
}

const HEADS = [
  ['Token', ''],
  ['Price', 'text-right'],
  ['Available', 'text-right'],
  ['Held', 'text-right'],
  ['Total', 'text-right'],
  ['Value, USDC', 'text-right'],
  ['Share', ''],
  ['Unrealised', 'text-right'],
  ['Realised', 'text-right'],
] as const;

type Held = ReturnType<typeof useHoldings>;

function HoldingsTable({ holdings, value, unrealised, realised }: Held) {
  return (
    <table aria-label="Balances" className="w-full min-w-208 border-separate border-spacing-0">
      <thead className="sticky top-0 z-10 bg-panel">
        <tr>
          {HEADS.map(([name, look]) => (
            <th
              key={name}
              scope="col"
              className={`h-7 border-b border-line px-2 text-left text-2xs font-normal text-faint first:pl-3 ${look}`}
            >
              {name}
            </th>
          ))}
          <th scope="col" className="border-b border-line">
            <span className="sr-only">Trade</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {holdings.map((holding) => (
          <HoldingRow key={holding.token.mint} holding={holding} />
        ))}
      </tbody>
      <tfoot>
        <tr className="h-8 font-medium">
          <th scope="row" colSpan={5} className="px-2 text-left font-medium first:pl-3">
            Total
          </th>
          <td className="px-2 text-right">
            <Cents value={value} />
          </td>
          <td />
          <td className="px-2 text-right">
            <ProfitText value={unrealised} />
          </td>
          <td className="px-2 text-right">
            <ProfitText value={realised} />
          </td>
          <td />
        </tr>
      </tfoot>
    </table>
  );
}

const CELL = 'h-8 border-b border-line px-2 whitespace-nowrap';

function HoldingRow({ holding }: { holding: Holding }) {
  const { token, balance, unrealised, realised } = holding;
  return (
    <tr className="hover:bg-raised">
      <th scope="row" className={`${CELL} pl-3 text-left font-medium`}>
        <span className="inline-flex items-center gap-2">
          <TokenMark symbol={token.symbol} size="small" />
          {token.symbol}
        </span>
      </th>
      <td className={`${CELL} text-right text-muted`}>
        <PriceOf holding={holding} />
      </td>
      <td className={`${CELL} text-right`}>
        <AmountOf token={token} amount={balance?.available} />
      </td>
      <td className={`${CELL} text-right ${balance?.held === 0n ? 'text-faint' : 'text-warn'}`}>
        <AmountOf token={token} amount={balance?.held} />
      </td>
      <td className={`${CELL} text-right`}>
        <AmountOf token={token} amount={balance === undefined ? undefined : balance.available + balance.held} />
      </td>
      <td className={`${CELL} text-right`}>
        <Cents value={holding.value} />
      </td>
      <td className={CELL}>
        <ShareBar ppm={holding.sharePpm} />
      </td>
      <td
        className={`${CELL} text-right`}
        title={holding.isEstimate ? 'An estimate: a deposit had no price of its time' : undefined}
      >
        <ProfitText value={unrealised} />
      </td>
      <td className={`${CELL} text-right`}>
        <ProfitText value={realised} />
      </td>
      <td className={`${CELL} pr-3`}>
        <TradeButtons token={token} />
      </td>
    </tr>
  );
}
