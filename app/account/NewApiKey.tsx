'use client';
import { Form } from '@base-ui/react/form';
import { useState } from 'react';
import { requestErrorOf } from '../browser/requestError.ts';
import { trpc } from '../live/trpc.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { TextField } from './TextField.tsx';

const SCOPES = [
  { scopes: ['read'], label: 'Read' },
  { scopes: ['read', 'trade'], label: 'Read and trade' },
] as const;

const LIVES = [
  { days: undefined, label: 'Never' },
  { days: 30, label: 'In 30 days' },
  { days: 90, label: 'In 90 days' },
  { days: 365, label: 'In a year' },
] as const;

function Choice(props: {
  label: string;
  options: readonly { readonly label: string }[];
  chosen: number;
  onChoose(index: number): void;
}) {
  return (
    <label className="flex flex-col gap-1 font-medium text-muted">
      {props.label}
      <select
        className="h-9 rounded-md border border-line-strong bg-ground px-2 text-ink"
        value={props.chosen}
        onChange={(event) => props.onChoose(Number(event.target.value))}
      >
        {props.options.map(({ label }, i) => (
          <option key={label} value={i}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Creates a key; passes its secret on, which is never shown again. */
export function NewApiKey({ onMade }: { onMade(secret: string): void }) {
  const utils = trpc.useUtils();
  const create = trpc.apiKeys.create.useMutation({
    onSuccess: ({ secret }) => {
      onMade(secret);
      void utils.apiKeys.list.invalidate();
    },
  });
  const [scope, setScope] = useState(0);
  const [life, setLife] = useState(0);
  return (
    <Form
      className="flex flex-col gap-3 border-t border-line pt-3"
      onFormSubmit={({ name }) => {
        if (create.isPending) return;
        const expiresInDays = LIVES[life]?.days;
        create.mutate({
          name: String(name),
          scopes: [...(SCOPES[scope]?.scopes ?? ['read'])],
          ...(expiresInDays === undefined ? {} : { expiresInDays }),
        });
      }}
    >
      <h3 className="font-semibold">New key</h3>
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_auto_auto]">
        <TextField name="name" label="Name" maxLength={60} autoComplete="off" />
        <Choice label="Scope" options={SCOPES} chosen={scope} onChoose={setScope} />
        <Choice label="Expires" options={LIVES} chosen={life} onChoose={setLife} />
      </div>
      {create.isError && <ErrorNote error={requestErrorOf(create.error)} />}
      <button type="submit" aria-disabled={create.isPending} className={BUTTON_LOOK.primary}>
        {create.isPending ? 'Making the key …' : 'Make the key'}
      </button>
    </Form>
  );
}
