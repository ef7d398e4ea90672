import { expect, test } from 'vitest';
import { observeLog } from './observedLog.ts';

test('it counts what the logs show, and nothing else', () => {
  const log = observeLog();
  const say = (line: object) => log.heard(JSON.stringify(line));
  say({ msg: 'a write of a lost lease was refused' });
  say({ msg: 'another worker watches the pair; the trigger was refused' });
  for (const signature of ['a', 'a', 'b'])
    say({ msg: 'sending was not answered', signature, err: { type: 'ChainUnreachable' } });
  say({ msg: 'sending again was not answered', signature: 'c', err: { type: 'ChainRefusal', code: -32002 } });
  say({ msg: 'broke off', err: { code: '23505', message: 'duplicate key' } });
  say({ msg: 'broke off', err: { code: '57P01', message: 'terminating connection' } });
  say({ msg: 'broke off', err: { message: 'the order x does not allow confirmed in attempt 1' } });
  say({ msg: 'an error that nothing caught', err: { message: 'null.write' } });
  say({ msg: 'a prepared order was not taken; its bytes are thrown away', verdict: 'leased' });
  log.heard('{"msg":"half a li');
  log.heard('✓ something that is no JSON');
  expect(log.fenced()).toBe(1);
  expect(log.fencedTriggers()).toBe(1);
  expect(log.ambiguous()).toBe(2);
  expect(log.thrownAway()).toBe(1);
  expect(log.sqlStates()).toEqual({ 23505: 1 });
  expect(log.illegal()).toBe(1);
  expect(log.uncaught()).toBe(1);
  expect(log.examples()).toHaveLength(3);
});
