'use client';

/** A choice of a few values, one beside the other. */
export function Segments<Value extends string | number>(props: {
  label: string;
  width: string;
  options: readonly { readonly value: Value; readonly name: string; readonly title?: string }[];
  chosen: Value;
  onChoose(value: Value): void;
}) {
  const { label, width, options, chosen, onChoose } = props;
  return (
    <div className="flex items-center justify-between gap-3">
      <span className="shrink-0 text-muted" aria-hidden="true">
        {label}
      </span>
      <fieldset aria-label={label} className={`flex shrink-0 gap-0.5 rounded-md bg-ground p-0.5 ${width}`}>
        {options.map(({ value, name, title }) => (
          <button
            key={value}
            type="button"
            aria-pressed={value === chosen}
            title={title}
            onClick={() => onChoose(value)}
            className="h-7 flex-1 rounded px-1 font-medium whitespace-nowrap text-muted hover:text-ink aria-pressed:bg-hover aria-pressed:text-ink aria-pressed:shadow-[inset_0_0_0_1px_var(--line-strong)] max-lg:h-10"
          >
            {name}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
