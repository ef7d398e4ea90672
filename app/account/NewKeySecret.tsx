'use client';
import { useState } from 'react';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { copyText } from '../ui/copyText.ts';
import { CheckIcon, CopyIcon, WarningIcon } from '../ui/icons.tsx';
import { DocsLink } from './DocsLink.tsx';

/** The secret of a new key, which is shown only once. */
export function NewKeySecret({ secret, onDone }: { secret: string; onDone(): void }) {
  const [copied, setCopied] = useState(false);
  // Where the browser refuses to copy, the trader can select the key.
  const copy = () =>
    copyText(secret).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <div className="flex flex-col gap-3">
      <p className="flex gap-2">
        <WarningIcon className="mt-0.5 text-warn" />
        Copy the key now: it is shown only once, and only its hash is stored.
      </p>
      <div className="flex items-center gap-2 rounded-md border border-line-strong bg-ground p-2">
        <output aria-label="Your new key" className="min-w-0 flex-1 font-mono text-xs break-all select-all">
          {secret}
        </output>
        <button type="button" className={BUTTON_LOOK.quiet} onClick={() => void copy()}>
          {copied ? <CheckIcon className="size-3.5" /> : <CopyIcon className="size-3.5" />}
          {copied ? 'Copied' : 'Copy'}
        </button>
      </div>
      <pre className="overflow-x-auto rounded-md bg-raised p-3 font-mono text-2xs text-muted">
        {`import { createClient } from '@order-execution-engine/client';

const { client } = createClient({ url: '${window.location.origin}', apiKey: process.env.OEE_API_KEY });`}
      </pre>
      <p className="text-muted">
        Without TypeScript, plain JSON over HTTP does: <DocsLink />
      </p>
      <button type="button" className={BUTTON_LOOK.primary} onClick={onDone}>
        Done
      </button>
    </div>
  );
}
