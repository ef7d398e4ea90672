'use client';
import { createContext, useContext } from 'react';

/** True on the page that a browser without a session was sent: what a trader would have to be asked for is known to be nothing yet. */
export const FirstVisit = createContext(false);

export function useIsFirstVisit(): boolean {
  return useContext(FirstVisit);
}
