-- An id of a new order: UUID version 7 (RFC 9562), whose first 48 bits are the time in milliseconds.
-- In: the time. Out: the id. Locks: none.
create or replace function engine.time_ordered_id(p_at timestamptz) returns uuid language sql volatile as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) placing substring(int8send(floor(extract(epoch from p_at) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;

revoke all on function engine.time_ordered_id from public;
