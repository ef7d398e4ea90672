import { z } from 'zod';
import { orderEventView, orderView, submissionView } from './orderView.ts';

/** The output of `orders.get`: an order with all its events and submissions. */
export const orderStory = z.object({
  order: orderView,
  events: z.array(orderEventView),
  submissions: z.array(submissionView),
});
