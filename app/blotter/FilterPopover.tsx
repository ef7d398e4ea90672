'use client';
import { Popover } from '@base-ui/react/popover';
import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import { type ReactNode, useId } from 'react';
import { serverNow } from '../browser/serverClock.ts';
import { useListing } from '../live/useListing.ts';
import { SHOWN_ORDERS } from '../navigation/shownOrders.ts';
import { STATUS_WORDS } from '../order/statusWords.ts';
import { KIND_WORDS } from '../resting/rests.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { FilterIcon } from '../ui/icons.tsx';
import { venueName } from '../ui/venueLook.ts';
import {
  type BlotterView,
  filterCount,
  NEWEST_FIRST,
  type OrderTab,
  parseSort,
  sortText,
  TYPE_CHOICES,
  tokenChoices,
  VENUE_CHOICES,
} from './blotterView.ts';
import { DayField } from './DayField.tsx';
import { dayAgo } from './localDay.ts';
import { useIsWide } from './useIsWide.ts';

const SORT_NAMES = [
  ['-accepted', 'Newest'],
  ['accepted', 'Oldest'],
  ['-duration', 'Slowest'],
  ['-slippage', 'Most slippage'],
  ['pair', 'Pair'],
  ['status', 'Status'],
] as const;

/** Days in the quick choices, including today. */
const SPANS = [
  ['Today', 0],
  ['7 days', 6],
  ['30 days', 29],
] as const;

/** The filters of the lists in a popover; its button shows how many are set. */
export function FilterPopover(props: {
  tab: OrderTab;
  view: BlotterView;
  change(part: Partial<BlotterView>): void;
  clear(): void;
}) {
  const { tab, view, change, clear } = props;
  const wide = useIsWide();
  useListing();
  const count = filterCount({ tab, view });
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={count === 0 ? 'Filters' : `Filters, ${count} set`}
        className={`${BUTTON_LOOK.quiet} max-lg:h-11 ${count > 0 ? 'border-accent text-ink' : ''}`}
      >
        <FilterIcon className="size-3.5" />
        Filters
        {count > 0 && <span className="rounded-full bg-accent-strong px-1.5 text-2xs text-accent-ink">{count}</span>}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="bottom" align="end" sideOffset={6} collisionPadding={8} className="z-30">
          <Popover.Popup
            aria-label="Filters"
            className="flex max-h-(--available-height) w-84 max-w-[calc(100vw-1rem)] flex-col gap-3 overflow-y-auto rounded-lg border border-line-strong bg-panel p-3 shadow-float outline-none"
          >
            {tab === 'history' && (
              <Choice
                label="Status"
                values={view.status}
                choices={SHOWN_ORDERS.map((status) => [status, status === 'open' ? 'Open' : STATUS_WORDS[status]])}
                multiple
                onValues={(values) => change({ status: SHOWN_ORDERS.filter((status) => values.includes(status)) })}
              />
            )}
            <Choice
              label="Kind"
              values={view.type}
              choices={TYPE_CHOICES.map((type) => [type, KIND_WORDS[type]])}
              multiple
              onValues={(values) => change({ type: TYPE_CHOICES.filter((type) => values.includes(type)) })}
            />
            <Choice
              label="Token"
              values={view.token === null ? [] : [view.token]}
              choices={tokenChoices().map((symbol) => [symbol, symbol])}
              onValues={([token]) => change({ token: token ?? null })}
            />
            {tab === 'history' && (
              <Choice
                label="Venue"
                values={view.venue === null ? [] : [view.venue]}
                choices={VENUE_CHOICES.map((venue) => [venue, venueName(venue)])}
                onValues={([value]) => change({ venue: VENUE_CHOICES.find((venue) => venue === value) ?? null })}
              />
            )}
            <Days view={view} change={change} />
            {!wide && (
              <Choice
                label="Order by"
                values={[sortText(view.sort)]}
                choices={SORT_NAMES}
                onValues={([value]) => change({ sort: parseSort(value ?? '') ?? NEWEST_FIRST })}
              />
            )}
            <div className="flex justify-between gap-2 border-t border-line pt-3">
              <button
                type="button"
                className={`${BUTTON_LOOK.quiet} max-lg:h-11`}
                disabled={count === 0 && view.search === ''}
                onClick={clear}
              >
                Clear all
              </button>
              <Popover.Close className={`${BUTTON_LOOK.quiet} max-lg:h-11`}>Done</Popover.Close>
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Group({ label, children }: { label: string; children: (labelledBy: string) => ReactNode }) {
  const id = useId();
  return (
    <div>
      <p id={id} className="mb-1 text-2xs text-faint">
        {label}
      </p>
      {children(id)}
    </div>
  );
}

const CHOICE_LOOK =
  'h-7 rounded-md border border-line px-2 text-muted hover:border-line-strong hover:text-ink data-pressed:border-accent data-pressed:bg-accent-soft data-pressed:text-ink max-lg:h-10';

function Choice(props: {
  label: string;
  values: readonly string[];
  choices: readonly (readonly [value: string, name: string])[];
  multiple?: boolean;
  onValues(values: readonly string[]): void;
}) {
  return (
    <Group label={props.label}>
      {(labelledBy) => (
        <ToggleGroup
          aria-labelledby={labelledBy}
          multiple={props.multiple ?? false}
          value={props.values}
          onValueChange={props.onValues}
          className="flex flex-wrap gap-1"
        >
          {props.choices.map(([value, name]) => (
            <Toggle key={value} value={value} className={CHOICE_LOOK}>
              {name}
            </Toggle>
          ))}
        </ToggleGroup>
      )}
    </Group>
  );
}

function Days({ view, change }: { view: BlotterView; change(part: Partial<BlotterView>): void }) {
  return (
    <Group label="Accepted">
      {(labelledBy) => (
        <fieldset aria-labelledby={labelledBy} className="flex flex-col gap-1.5">
          <div className="flex flex-wrap gap-1">
            {SPANS.map(([name, days]) => {
              const from = dayAgo(days, new Date(serverNow()));
              return (
                <Toggle
                  key={name}
                  pressed={view.from === from && view.to === null}
                  onPressedChange={(pressed) => change({ from: pressed ? from : null, to: null })}
                  className={CHOICE_LOOK}
                >
                  {name}
                </Toggle>
              );
            })}
          </div>
          <div className="flex items-center gap-1.5">
            <DayField label="From day" day={view.from} max={view.to ?? undefined} onDay={(from) => change({ from })} />
            <span className="text-faint">to</span>
            <DayField label="To day" day={view.to} min={view.from ?? undefined} onDay={(to) => change({ to })} />
          </div>
        </fieldset>
      )}
    </Group>
  );
}
