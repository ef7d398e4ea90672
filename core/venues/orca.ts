import type { Venue } from './venue.ts';

export const ORCA: Venue = {
  id: 'orca',
  name: 'Orca',
  mark: 'triangle',
  colours: { dark: '#5ec8f2', light: '#0b6a94', darkSafe: '#ffffc2', lightSafe: '#706500' },
};
