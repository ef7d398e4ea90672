'use client';
import { useEffect, useRef, useState } from 'react';
import { copyText } from './copyText.ts';
import { CheckIcon, CopyIcon, WarningIcon } from './icons.tsx';

const SAID_MS = 1_600;
type Result = 'copied' | 'refused' | undefined;

const LOOKS = {
  copied: { icon: CheckIcon, look: 'text-good', words: 'Copied' },
  refused: { icon: WarningIcon, look: 'text-warn', words: 'The browser refused to copy' },
} as const;

/** Copies a text, which `name` describes: `order id`. Success is shown and announced for a moment. */
export function CopyButton({ text, name }: { text: string; name: string }) {
  const [result, setResult] = useState<Result>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const tell = (next: Result) => {
    setResult(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setResult(undefined), SAID_MS);
  };
  const Icon = result === undefined ? CopyIcon : LOOKS[result].icon;
  return (
    <span className="inline-flex items-center">
      <button
        type="button"
        aria-label={`Copy the ${name}`}
        title={result === undefined ? `Copy the ${name}` : LOOKS[result].words}
        onClick={() =>
          copyText(text).then(
            () => tell('copied'),
            () => tell('refused'),
          )
        }
        className="inline-grid size-6 shrink-0 place-items-center rounded align-middle text-faint hover:bg-hover hover:text-ink max-sm:size-9"
      >
        <Icon className={`size-3.5 ${result === undefined ? '' : LOOKS[result].look}`} />
      </button>
      <span role="status" className="sr-only">
        {result === undefined ? '' : LOOKS[result].words}
      </span>
    </span>
  );
}
