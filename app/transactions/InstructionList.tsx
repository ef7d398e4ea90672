'use client';
import { formatAmount, formatCount } from '../../core/amounts/format.ts';
import { SOL, shownToken } from '../../core/tokens/token.ts';
import type { DecodedInstruction, DecodedTransaction } from '../../core/transaction/decodeTransaction.ts';
import { useLocale } from '../ui/useLocale.ts';
import { venueName } from '../ui/venueLook.ts';

/**
 * A transaction's instructions in order, each by what it does. With the names of its accounts, each instruction lists those it works on.
 */
export function InstructionList(props: { transaction: DecodedTransaction; names?: ReadonlyMap<string, string> }) {
  const { transaction, names } = props;
  const locale = useLocale();
  return (
    <ol aria-label="Instructions" className="overflow-hidden rounded-lg border border-line">
      {transaction.instructions.map((instruction, i) => {
        const { title, text, tone } = described(instruction, locale);
        return (
          <li
            // The position in the transaction identifies an instruction.
            key={`${i}-${instruction.kind}`}
            className="flex gap-3 border-b border-line bg-ground px-3 py-2 last:border-b-0"
          >
            <span aria-hidden="true" className="w-4 shrink-0 text-right text-2xs leading-5 text-faint">
              {i + 1}
            </span>
            <div className="min-w-0 flex-1">
              <p className={`font-medium ${tone}`}>{title}</p>
              <p className="text-2xs break-words text-muted">{text}</p>
              {names !== undefined && <AccountsOf instruction={instruction} names={names} />}
            </div>
            <span className="shrink-0 text-2xs leading-5 text-faint max-sm:hidden">{instruction.program}</span>
          </li>
        );
      })}
    </ol>
  );
}

function AccountsOf({ instruction, names }: { instruction: DecodedInstruction; names: ReadonlyMap<string, string> }) {
  if (instruction.accounts.length === 0) return null;
  return (
    <details className="mt-1 text-2xs">
      <summary className="w-fit cursor-pointer rounded py-1 text-accent hover:underline">
        {instruction.accounts.length} {instruction.accounts.length === 1 ? 'account' : 'accounts'}
      </summary>
      <ol className="mt-1 flex flex-col gap-0.5 border-l border-line pl-3 text-muted">
        {instruction.accounts.map((address, i) => (
          // An account may be named twice; its position distinguishes the two.
          <li key={`${i}-${address}`} className="flex flex-wrap gap-x-2">
            <span className="text-ink">{names.get(address) ?? 'Account'}</span>
            <span className="font-mono" title={address}>
              {short(address)}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

function short(address: string): string {
  return `${address.slice(0, 4)}…${address.slice(-4)}`;
}

function described(instruction: DecodedInstruction, locale: string): { title: string; text: string; tone: string } {
  const plain = 'text-ink';
  switch (instruction.kind) {
    case 'compute-unit-limit':
      return {
        title: 'Compute limit',
        text: `At most ${formatCount({ value: instruction.units, locale })} compute units`,
        tone: plain,
      };
    case 'compute-unit-price':
      return {
        title: 'Compute price',
        text: `${formatCount({ value: instruction.microLamports, locale })} micro-lamports a unit, paid by the engine`,
        tone: plain,
      };
    case 'memo':
      return { title: 'Memo', text: `${instruction.text} (order and attempt)`, tone: plain };
    case 'create-token-account':
      return {
        title: `Create ${instruction.symbol} account`,
        text: `${short(instruction.account)}, unless it is there`,
        tone: plain,
      };
    case 'wrap-transfer':
      return {
        title: 'Wrap: transfer SOL',
        text: `${formatAmount({ amount: instruction.lamports, decimals: SOL.decimals, locale })} SOL to ${short(instruction.to)}`,
        tone: 'text-accent',
      };
    case 'wrap-sync':
      return {
        title: 'Wrap: sync native',
        text: `The balance of ${short(instruction.account)} becomes wSOL`,
        tone: 'text-accent',
      };
    case 'unwrap':
      return {
        title: 'Unwrap: close account',
        text: `wSOL of ${short(instruction.account)} becomes SOL again; its rent returns`,
        tone: 'text-accent',
      };
    case 'swap': {
      const [paid, received] = [shownToken(instruction.mintIn), shownToken(instruction.mintOut)];
      const amountIn = formatAmount({ amount: instruction.amountIn, decimals: paid.decimals, locale });
      const minOut = formatAmount({ amount: instruction.minOut, decimals: received.decimals, locale });
      return {
        title: `Swap on ${venueName(instruction.venue)}`,
        text: `${amountIn} ${paid.symbol} for at least ${minOut} ${received.symbol}, pool ${short(instruction.pool)}`,
        tone: 'text-good',
      };
    }
    default:
      return instruction satisfies never;
  }
}
