import { OutwardIcon } from '../ui/icons.tsx';

/** Opens the page that describes the plain interface, with examples to copy, in a new tab, so that the desk stays open. */
export function DocsLink() {
  return (
    <a href="/api/docs" target="_blank" rel="noopener" className="inline-flex items-center gap-1 text-accent underline">
      API documentation
      <OutwardIcon className="size-3.5" />
    </a>
  );
}
