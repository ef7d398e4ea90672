import { createContext } from 'react';

/** Brings the ticket into view where only one part of the desk is shown. */
export const TicketInView = createContext<() => void>(() => {});
