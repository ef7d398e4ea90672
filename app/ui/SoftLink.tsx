'use client';
import { useRouter } from 'next/navigation';
import type { ComponentProps, MouseEvent } from 'react';

/** True for the click that follows a link here; the others open it elsewhere, or save it, and are the browser's own. */
function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

/** A link to a page of ours that keeps what stands: without the weight of Next's own, which fetches pages ahead. */
export function SoftLink({ href, ...rest }: ComponentProps<'a'> & { href: string }) {
  const router = useRouter();
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        if (event.defaultPrevented || !isPlain(event)) return;
        event.preventDefault();
        router.push(href);
      }}
    />
  );
}
