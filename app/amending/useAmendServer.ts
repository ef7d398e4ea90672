'use client';
import { trpc } from '../live/trpc.ts';
import type { AmendProcedure } from './amendContract.ts';

/** The part of the server's client that amends. */
export function useAmendServer(): AmendProcedure {
  return trpc.useUtils().client.orders;
}
