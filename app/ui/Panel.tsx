import { type ReactNode, useId } from 'react';

/** A named part of the desk. */
export function Panel(props: {
  title: string;
  /** Content at the right end of the title's line. */
  aside?: ReactNode;
  className?: string;
  bodyClassName?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={`flex min-h-0 flex-col rounded-lg border border-line bg-panel ${props.className ?? ''}`}
    >
      <header className="flex h-10 shrink-0 items-center justify-between gap-3 border-b border-line px-4">
        <h2 id={id} className="font-semibold text-ink">
          {props.title}
        </h2>
        {props.aside}
      </header>
      <div className={`min-h-0 flex-1 ${props.bodyClassName ?? ''}`}>{props.children}</div>
    </section>
  );
}
