'use client';
import type { inferRouterOutputs } from '@trpc/server';
import { useState } from 'react';
import type { AppRouter } from '../../server/trpc/appRouter.ts';
import { requestErrorOf } from '../browser/requestError.ts';
import { trpc } from '../live/trpc.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { dateAndTime } from '../ui/instant.ts';
import { useLocale } from '../ui/useLocale.ts';
import { DocsLink } from './DocsLink.tsx';
import { NewApiKey } from './NewApiKey.tsx';
import { NewKeySecret } from './NewKeySecret.tsx';

type ApiKey = inferRouterOutputs<AppRouter>['apiKeys']['list']['keys'][number];

/** The trader's API keys: creates, lists and revokes them. */
export function ApiKeys() {
  const query = trpc.apiKeys.list.useQuery();
  const [secret, setSecret] = useState<string>();
  if (secret !== undefined) return <NewKeySecret secret={secret} onDone={() => setSecret(undefined)} />;
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted">
        A key lets a program act for you over HTTP and WebSocket. Whoever holds it can do what its scope allows.{' '}
        <DocsLink />
      </p>
      {query.data === undefined && !query.isError && (
        <div role="status" aria-label="Loading your keys" className="skeleton h-16" />
      )}
      {query.isError && <ErrorNote error={requestErrorOf(query.error)} />}
      {query.data?.keys.length === 0 && <p>No keys yet.</p>}
      {query.data !== undefined && query.data.keys.length > 0 && (
        <ul aria-label="Your keys" className="flex flex-col divide-y divide-line rounded-md border border-line">
          {query.data.keys.map((key) => (
            <KeyRow key={key.id} apiKey={key} />
          ))}
        </ul>
      )}
      <NewApiKey onMade={setSecret} />
    </div>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const locale = useLocale();
  const utils = trpc.useUtils();
  const [sure, setSure] = useState(false);
  const revoke = trpc.apiKeys.revoke.useMutation({ onSettled: () => utils.apiKeys.list.invalidate() });
  const { name, start, scopes, ordersPerMinute, createdAt, lastUsedAt, expiresAt } = apiKey;
  const facts = [
    scopes.includes('trade') ? 'reads and trades' : 'reads only',
    ordersPerMinute === null ? undefined : `at most ${ordersPerMinute} orders a minute`,
    `made ${dateAndTime({ iso: createdAt, locale })}`,
    lastUsedAt === null ? 'never used' : `last used ${dateAndTime({ iso: lastUsedAt, locale })}`,
    expiresAt === null ? undefined : `ends ${dateAndTime({ iso: expiresAt, locale })}`,
  ];
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          {name} <code className="font-mono text-2xs font-normal text-muted">{start}…</code>
        </p>
        <p className="text-2xs text-muted">{facts.filter((fact) => fact !== undefined).join(' · ')}</p>
        {revoke.isError && <p className="text-2xs text-bad">{requestErrorOf(revoke.error).text}</p>}
      </div>
      <button
        type="button"
        disabled={revoke.isPending}
        className={`${BUTTON_LOOK.quiet} ${sure ? 'border-bad! text-bad!' : ''}`}
        onBlur={() => setSure(false)}
        onClick={() => (sure ? revoke.mutate({ keyId: apiKey.id }) : setSure(true))}
      >
        {sure ? 'Revoke now' : 'Revoke'}
        <span className="sr-only"> the key {name}</span>
      </button>
    </li>
  );
}
