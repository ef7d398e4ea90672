import type { FailureView } from '../../core/order/failure.ts';
import { FAILURE_WORDS } from '../order/statusWords.ts';
import { expiredText } from '../resting/restingWords.ts';
import { ClockIcon } from '../ui/icons.tsx';

/** An order whose time ran out. That is no failure: the trader set the time. */
export function ExpiredCard({ missed }: { missed: FailureView | null }) {
  return (
    <section aria-label="Why it ended" className="flex gap-2.5 rounded-lg border border-line bg-raised p-4">
      <ClockIcon className="mt-0.5 text-muted" />
      <p>{expiredText(missed === null ? undefined : FAILURE_WORDS[missed.code])}</p>
    </section>
  );
}
