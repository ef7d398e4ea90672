-- The terms of an order as a `pending` event stores them.
-- In: the order's row; the time of the event, from which the expiry is counted. Out: a JSON object. Locks: none.
create or replace function engine.terms_of_order(o engine.orders, p_at timestamptz) returns jsonb language sql stable as $$
  select jsonb_build_object('version', 1, 'type', o.type, 'tokenIn', o.token_in, 'tokenOut', o.token_out, 'amountIn', o.amount_in::text,
             'slippageBps', o.slippage_bps, 'requestedMinOut', o.requested_min_out::text, 'minOut', o.min_out::text, 'quotedOut', o.quoted_out::text,
             'quoteSlot', o.quote_slot, 'validForMs', (floor(extract(epoch from o.valid_until) * 1000) - floor(extract(epoch from p_at) * 1000))::bigint,
             'trigger', o.trigger, 'exit', o.exit, 'entryOrderId', o.entry_order_id, 'termsVersion', o.version)
$$;

revoke all on function engine.terms_of_order from public;
