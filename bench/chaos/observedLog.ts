/** Facts from the processes' logs that no table shows. */
export type ObservedLog = {
  /** Takes a line of a process's output. */
  heard(line: string): void;
  /** Writes of a lost lease that the database refused. */
  fenced(): number;
  /** Triggers that the database refused because another worker watches the pair by now. */
  fencedTriggers(): number;
  /** Signatures whose sending was not answered, so that it was unknown whether they would land. */
  ambiguous(): number;
  /** Orders that a worker had prepared and another worker took first, so that the bytes were discarded. */
  thrownAway(): number;
  /** Steps that a worker tried to commit and that the order's state did not allow. */
  illegal(): number;
  /** Errors that no code caught, which ended a process. */
  uncaught(): number;
  /** Statements that the database refused because of a rule, by SQLSTATE. */
  sqlStates(): Readonly<Record<string, number>>;
  /** The first lines that belong to the last three. */
  examples(): readonly string[];
};

/** Violated constraints and broken transactions (SQL standard, classes 23 and 40), and the engine's own OE001 to OE006. */
const RULE_BROKEN = /^(23|40|OE)[0-9A-Z]{3}$/;
const MAX_EXAMPLES = 5;

type Line = { msg?: unknown; signature?: unknown; err?: { type?: unknown; code?: unknown; message?: unknown } };

/** Reads the JSON lines of servers, workers and chain. */
export function observeLog(): ObservedLog {
  const unanswered = new Set<string>();
  const states: Record<string, number> = {};
  const examples: string[] = [];
  let fenced = 0;
  let fencedTriggers = 0;
  let thrownAway = 0;
  let illegal = 0;
  let uncaught = 0;

  function keep(line: string): void {
    if (examples.length < MAX_EXAMPLES) examples.push(line.slice(0, 600));
  }

  function read(line: string, { msg, err, signature }: Line): void {
    if (msg === 'a write of a lost lease was refused') fenced += 1;
    if (msg === 'another worker watches the pair; the trigger was refused') fencedTriggers += 1;
    if (msg === 'a prepared order was not taken; its bytes are thrown away') thrownAway += 1;
    if (typeof signature === 'string' && err?.type === 'ChainUnreachable') unanswered.add(signature);
    if (typeof err?.message === 'string' && /does not allow \w+ in attempt/.test(err.message)) {
      illegal += 1;
      keep(line);
    }
    if (msg === 'an error that nothing caught' || msg === 'a rejection that nothing handled') {
      uncaught += 1;
      keep(line);
    }
    if (typeof err?.code === 'string' && RULE_BROKEN.test(err.code)) {
      states[err.code] = (states[err.code] ?? 0) + 1;
      keep(line);
    }
  }

  return {
    heard(line) {
      if (!line.startsWith('{')) return;
      try {
        read(line, JSON.parse(line) as Line);
      } catch (error) {
        // A killed process may leave half a line.
        if (!(error instanceof SyntaxError)) throw error;
      }
    },
    fenced: () => fenced,
    fencedTriggers: () => fencedTriggers,
    ambiguous: () => unanswered.size,
    thrownAway: () => thrownAway,
    illegal: () => illegal,
    uncaught: () => uncaught,
    sqlStates: () => ({ ...states }),
    examples: () => [...examples],
  };
}
