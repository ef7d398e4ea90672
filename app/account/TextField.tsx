'use client';
import { Field } from '@base-ui/react/field';

/** A labelled field of a form, with a hint below it. */
export function TextField(props: {
  name: string;
  label: string;
  type?: 'text' | 'email' | 'password';
  autoComplete?: string;
  hint?: string;
  minLength?: number;
  maxLength?: number;
  optional?: boolean;
}) {
  const { label, hint, optional = false, type = 'text', ...control } = props;
  return (
    <Field.Root name={props.name} className="flex flex-col gap-1">
      <Field.Label className="font-medium text-muted">
        {label}
        {optional && <span className="font-normal text-faint"> (optional)</span>}
      </Field.Label>
      <Field.Control
        {...control}
        type={type}
        required={!optional}
        className="h-9 rounded-md border border-line-strong bg-ground px-3 text-ink focus:border-accent"
      />
      {hint !== undefined && <Field.Description className="text-2xs text-muted">{hint}</Field.Description>}
      <Field.Error className="text-2xs text-bad" />
    </Field.Root>
  );
}
