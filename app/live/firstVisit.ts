'use client';
import { createContext, useContext } from 'react';

/** True on a page that was sent to a browser without a session: the trader's data is known to be empty. */
export const FirstVisit = createContext(false);

export function useIsFirstVisit(): boolean {
  return useContext(FirstVisit);
}
