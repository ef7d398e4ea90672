import type { Venue } from './venue.ts';

export const METEORA: Venue = {
  id: 'meteora',
  name: 'Meteora',
  mark: 'circle',
  colours: { dark: '#ffa26b', light: '#a3450a', darkSafe: '#1fa589', lightSafe: '#00493e' },
};
