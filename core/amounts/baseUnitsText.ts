import { z } from 'zod';

/** An amount on the wire: base units as a canonical decimal string, no sign and no leading zero. */
export const baseUnitsText = z.string().regex(/^(0|[1-9][0-9]*)$/);
