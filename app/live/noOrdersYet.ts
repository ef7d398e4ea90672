'use client';
import { createContext, useContext } from 'react';

/** True on a page that was sent to a browser without a session, or whose trader had no orders when the desk was last here: the list is expected to be empty. */
export const NoOrdersYet = createContext(false);

export function useHasNoOrdersYet(): boolean {
  return useContext(NoOrdersYet);
}
