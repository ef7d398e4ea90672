import type { Chapter } from './chapter.ts';
import { burst } from './chapters/burst.ts';
import { history } from './chapters/history.ts';
import { keyboard } from './chapters/keyboard.ts';
import { killed } from './chapters/killed.ts';
import { limit } from './chapters/limit.ts';
import { link } from './chapters/link.ts';
import { phone } from './chapters/phone.ts';
import { quote } from './chapters/quote.ts';
import { service } from './chapters/service.ts';
import { slippage } from './chapters/slippage.ts';

/** The tour in its order. */
export const chapters: readonly Chapter[] = [
  quote,
  keyboard,
  burst,
  service,
  link,
  killed,
  slippage,
  limit,
  history,
  phone,
];
