import { expect, it } from 'vitest';
import { socketIn } from './openPostgres.ts';

it.each([
  ['postgres://u:p@db.example:5433/engine', 'postgres://u:p@db.example:5433/engine', undefined],
  ['postgres://u:p@one:1,two:2/engine', 'postgres://u:p@one:1,two:2/engine', undefined],
  ['postgres://u:p@localhost/engine?host=/run/pg', 'postgres://u:p@localhost/engine', '/run/pg/.s.PGSQL.5432'],
  ['postgres://u:p%3F@h:6/e?host=%2Fa+b&x=1', 'postgres://u:p%3F@h:6/e?x=1', '/a b/.s.PGSQL.6'],
  ['postgresql://u:p@%2Fvar%2Frun%2Fpg:7/e', 'postgresql://u:p@localhost:7/e', '/var/run/pg/.s.PGSQL.7'],
  ['postgres:///engine?host=/run/pg', 'postgres:///engine', '/run/pg/.s.PGSQL.5432'],
])('finds the Unix socket that %s names', (url, address, path) => {
  expect(socketIn(url)).toEqual({ address, path });
});
