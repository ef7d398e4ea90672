'use client';
import { useEffect } from 'react';
import { keepCookie } from '../browser/cookie.ts';
import { NO_ORDERS_COOKIE, noOrdersText } from '../live/noOrdersCookie.ts';

/** Has the browser remember whether its trader has no orders; `count` is undefined until it is known. */
export function useRememberNoOrders(count: number | undefined): void {
  const text = count === undefined ? undefined : noOrdersText(count);
  useEffect(() => {
    if (text !== undefined) keepCookie(NO_ORDERS_COOKIE, text);
  }, [text]);
}
