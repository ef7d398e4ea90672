import type { Venue } from './venue.ts';

export const ORCA: Venue = { id: 'orca', name: 'Orca' };
