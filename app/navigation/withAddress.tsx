'use client';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ComponentType } from 'react';

/** A part of the page that keeps its state in the address. The adapter comes with the part, which is fetched later: the page's first load goes without it. */
export function withAddress<Props extends object>(Part: ComponentType<Props>): ComponentType<Props> {
  return function WithAddress(props: Props) {
    return (
      <NuqsAdapter>
        <Part {...props} />
      </NuqsAdapter>
    );
  };
}
