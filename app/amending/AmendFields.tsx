'use client';
import { useId } from 'react';
import { formatAmount } from '../../core/amounts/format.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { shownToken } from '../../core/tokens/token.ts';
import { serverNow } from '../browser/serverClock.ts';
import type { OrderPair } from '../market/typedPrice.ts';
import { longDistance } from '../resting/distanceWords.ts';
import type { PriceRole } from '../resting/restingPrices.ts';
import { ROLE_WORDS } from '../resting/restingWords.ts';
import { useRateNow } from '../resting/useRateNow.ts';
import { dateAndTime } from '../ui/instant.ts';
import { useLocale } from '../ui/useLocale.ts';
import { type DraftField, draftOf } from './amendDraft.ts';
import { problemWords } from './problemWords.ts';
import type { useAmendment } from './useAmendment.ts';

type Props = { amendment: ReturnType<typeof useAmendment>; market: OrderPair };

const HOUR = 3_600;
/** Times from now on, seconds. */
const EXPIRIES = [
  ['1 h', HOUR],
  ['1 d', 24 * HOUR],
  ['7 d', 7 * 24 * HOUR],
  ['30 d', 30 * 24 * HOUR],
  ['95 d', 95 * 24 * HOUR],
] as const;

/** The terms of an order to type over, and what they mean on the live market. */
export function AmendFields({ amendment, market }: Props) {
  const { seen, draft, change, read } = amendment;
  const locale = useLocale();
  const before = draftOf(seen, locale);
  const unit = `${market.quote.symbol} per ${market.base.symbol}`;
  const roles = Object.keys(before.prices) as PriceRole[];
  const token = shownToken(seen.tokenIn);
  const held = `${formatAmount({ amount: BigInt(seen.amountIn), decimals: token.decimals, locale })} ${token.symbol}`;
  const problemOf = (field: DraftField) => {
    const problem = read.problems[field];
    return problem === undefined ? undefined : problemWords(field, problem, market);
  };
  return (
    <>
      {roles.map((role) => (
        <Field
          key={role}
          label={role === 'limit' ? 'Limit price' : `${ROLE_WORDS[role]} price`}
          unit={unit}
          was={draft.prices[role] === before.prices[role] ? undefined : before.prices[role]}
          text={draft.prices[role] ?? ''}
          problem={problemOf(role)}
          onText={(text) => change({ prices: { ...draft.prices, [role]: text } })}
        />
      ))}
      {draft.trail !== undefined && (
        <Field
          label="Trail"
          unit="% from the best price"
          was={draft.trail === before.trail ? undefined : before.trail}
          text={draft.trail}
          problem={problemOf('trail')}
          onText={(trail) => change({ trail })}
        />
      )}
      <Field
        label="Amount to pay"
        unit={token.symbol}
        was={draft.amount === before.amount ? undefined : held}
        text={draft.amount}
        problem={problemOf('amount')}
        onText={(amount) => change({ amount })}
      />
      <Expiry
        order={seen}
        seconds={draft.validForSeconds}
        onSeconds={(validForSeconds) => change({ validForSeconds })}
      />
      <Sentence order={read.amended ?? seen} />
    </>
  );
}

function Field(props: {
  label: string;
  unit: string;
  /** The present value, where the text differs from it. */
  was: string | undefined;
  text: string;
  problem: string | undefined;
  onText(text: string): void;
}) {
  const { label, unit, was, text, problem, onText } = props;
  const id = useId();
  return (
    <div>
      <div className="mb-1 flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="font-medium text-muted">
          {label}
        </label>
        {was !== undefined && <span className="text-2xs text-muted">now {was}</span>}
      </div>
      <div className="flex h-9 items-center gap-2 rounded-md border border-line-strong bg-ground px-3 focus-within:border-accent max-lg:h-11">
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-problem`}
          value={text}
          onChange={(event) => onText(event.target.value)}
          className="w-full min-w-0 bg-transparent tabular-nums outline-none aria-invalid:text-bad max-sm:text-base"
        />
        <span className="shrink-0 text-2xs text-muted">{unit}</span>
      </div>
      <p id={`${id}-problem`} className="text-2xs text-bad empty:hidden">
        {problem}
      </p>
    </div>
  );
}

const CHOICE =
  'h-7 flex-1 rounded px-1.5 font-medium whitespace-nowrap text-muted hover:text-ink aria-pressed:bg-hover aria-pressed:text-ink aria-pressed:shadow-[inset_0_0_0_1px_var(--line-strong)] max-lg:h-10';

function Expiry(props: {
  order: OrderView;
  seconds: number | undefined;
  onSeconds(seconds: number | undefined): void;
}) {
  const { order, seconds, onSeconds } = props;
  const locale = useLocale();
  const id = useId();
  const at = seconds === undefined ? order.validUntil : new Date(serverNow() + seconds * 1_000).toISOString();
  return (
    <div>
      <div className="mb-1 flex items-baseline justify-between gap-3">
        <span id={id} className="font-medium text-muted">
          Expires
        </span>
        <span className="text-2xs text-muted">{dateAndTime({ iso: at, locale })}</span>
      </div>
      <fieldset aria-labelledby={id} className="flex gap-0.5 rounded-md bg-ground p-0.5">
        <button
          type="button"
          className={CHOICE}
          aria-pressed={seconds === undefined}
          onClick={() => onSeconds(undefined)}
        >
          Keep
        </button>
        {EXPIRIES.map(([name, value]) => (
          <button
            key={name}
            type="button"
            className={CHOICE}
            aria-pressed={seconds === value}
            onClick={() => onSeconds(value)}
          >
            {name}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

/** What the terms mean now. */
function Sentence({ order }: { order: OrderView }) {
  const now = useRateNow(order, true);
  const locale = useLocale();
  return (
    <p className="min-h-10 rounded-md bg-raised px-3 py-2 text-muted">
      {now === undefined ? 'Waiting for current prices.' : longDistance({ order, now, locale })}
    </p>
  );
}
