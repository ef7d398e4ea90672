'use client';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { CrossIcon, SearchIcon } from '../ui/icons.tsx';

/** Pause in typing before the search starts. */
const PAUSE_MS = 250;

/** Finds orders by id, signature, token or pair. */
export function SearchBox(props: {
  text: string;
  onText(text: string): void;
  input: RefObject<HTMLInputElement | null>;
}) {
  const { text, onText, input } = props;
  const [typed, setTyped] = useState(text);
  const [told, setTold] = useState(text);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (text !== told) {
    // The address changed by a link, or because all filters were cleared.
    setTold(text);
    if (text !== typed.trim()) setTyped(text);
  }
  const search = (next: string, pauseMs: number) => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onText(next.trim()), pauseMs);
  };
  return (
    <div className="relative min-w-0 lg:w-56 max-lg:flex-1">
      <SearchIcon className="pointer-events-none absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-faint" />
      <input
        ref={input}
        type="search"
        aria-label="Search orders"
        placeholder="Token, pair, id, signature"
        title="Search orders (/)"
        maxLength={100}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => search(event.currentTarget.value, PAUSE_MS)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') search(typed, 0);
          if (event.key === 'Escape' && typed !== '') search('', 0);
        }}
        className="h-7 w-full rounded-md border border-line bg-ground pr-7 pl-7 text-ink placeholder:text-faint [&::-webkit-search-cancel-button]:hidden hover:border-line-strong max-lg:h-11"
      />
      {typed !== '' && (
        <button
          type="button"
          aria-label="Clear the search"
          onClick={() => {
            search('', 0);
            input.current?.focus();
          }}
          className="absolute top-1/2 right-0.5 grid size-6 -translate-y-1/2 place-items-center rounded text-faint hover:text-ink"
        >
          <CrossIcon className="size-3" />
        </button>
      )}
    </div>
  );
}
