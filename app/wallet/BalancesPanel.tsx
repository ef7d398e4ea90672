'use client';
import { formatAmount } from '../../core/amounts/format.ts';
import { TOKENS, type Token } from '../../core/tokens/token.ts';
import { requestErrorOf } from '../live/requestError.ts';
import { trpc } from '../live/trpc.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { Panel } from '../ui/Panel.tsx';
import { TokenMark } from '../ui/TokenMark.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { type Balance, balanceOf, useBalances } from './useBalances.ts';

/** What the paper wallet holds: free to trade, and held by open orders. */
export function BalancesPanel() {
  const { balances, query } = useBalances();
  const utils = trpc.useUtils();
  const topUp = trpc.account.topUp.useMutation({ onSuccess: () => utils.account.balances.invalidate() });
  const thrown = topUp.error ?? (balances === undefined ? query.error : null);
  const error = thrown === null ? undefined : requestErrorOf(thrown);
  // That a session has ended is said once, for the whole page.
  const shown = error?.code === 'UNAUTHENTICATED' ? undefined : error;
  return (
    <Panel
      title="Balances"
      aside={
        <button
          type="button"
          className={BUTTON_LOOK.quiet}
          disabled={balances === undefined || topUp.isPending}
          onClick={() => topUp.mutate({})}
        >
          {topUp.isPending ? 'Topping up …' : 'Top up'}
        </button>
      }
      className="shrink-0"
      bodyClassName="px-4 pt-2 pb-3"
    >
      {shown !== undefined && <ErrorNote error={shown} />}
      <table className="w-full">
        <thead>
          <tr className="text-2xs text-faint">
            <th scope="col" className="h-6 text-left font-normal">
              Token
            </th>
            <th scope="col" className="text-right font-normal">
              Available
            </th>
            <th scope="col" className="w-20 text-right font-normal">
              Held
            </th>
          </tr>
        </thead>
        <tbody>
          {TOKENS.map((token) => (
            <BalanceRow key={token.mint} token={token} balance={balanceOf(balances, token.mint)} />
          ))}
        </tbody>
      </table>
      <p className="mt-2 border-t border-line pt-2 text-2xs text-muted">
        Paper wallet: play money on a simulated chain. Fees and rent are the house’s. It lives in this browser’s cookie;
        lose the cookie, lose the wallet.
      </p>
    </Panel>
  );
}

function BalanceRow({ token, balance }: { token: Token; balance: Balance | undefined }) {
  const locale = useLocale();
  const text = (amount: bigint) => formatAmount({ amount, decimals: token.decimals, locale, maxFractionDigits: 6 });
  return (
    <tr className="h-7">
      <th scope="row" className="text-left font-medium">
        <span className="inline-flex items-center gap-2">
          <TokenMark symbol={token.symbol} />
          {token.symbol}
        </span>
      </th>
      <td className="text-right">
        {balance === undefined ? <span className="skeleton ml-auto block h-3.5 w-16" /> : text(balance.available)}
      </td>
      <td className={`text-right ${balance === undefined || balance.held === 0n ? 'text-faint' : 'text-warn'}`}>
        {balance === undefined ? '' : text(balance.held)}
      </td>
    </tr>
  );
}
