'use client';
import { useRouter } from 'next/navigation';
import type { ComponentProps, MouseEvent } from 'react';

/** True for a plain click, which this link handles; other clicks (in a new tab, save) are left to the browser. */
function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

/** A link to one of our pages that keeps the page's state, without the weight of Next's own link, which prefetches pages. */
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
