// @ts-check
import { parseArgs } from 'node:util';
import { PlainError } from '../supervision/plainError.mjs';

const USAGE = `npm run demo -- [options]
  --headed          in a window
  --slow            everything is shown twice as long
  --chapter NAME    only this one; may be given more than once
  --seed S          seed of the market, default "demo"; the same seed shows the same course
  --short           only the assertions: nothing is shown longer than it takes, no film`;

/**
 * @typedef {object} DemoOptions
 * @property {boolean} headed
 * @property {number} pace factor of the time for which everything is shown longer than it takes; 0 for no longer
 * @property {string[]} chapters empty: all
 * @property {string} seed
 * @property {boolean} film
 * @property {number} slotTimeMs
 */

/** @type {DemoOptions} */
export const SHORT = { headed: false, pace: 0, chapters: [], seed: 'demo', film: false, slotTimeMs: 200 };

/**
 * @param {string[]} args
 * @returns {DemoOptions}
 * @throws {PlainError} with the list of options
 */
export function demoOptions(args) {
  const values = (() => {
    try {
      return parseArgs({
        args,
        options: {
          headed: { type: 'boolean', default: false },
          slow: { type: 'boolean', default: false },
          short: { type: 'boolean', default: false },
          chapter: { type: 'string', multiple: true, default: [] },
          seed: { type: 'string', default: SHORT.seed },
        },
      }).values;
    } catch (error) {
      throw new PlainError(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    }
  })();
  const { headed, seed, chapter: chapters } = values;
  if (values.short) return { ...SHORT, headed, seed, chapters };
  return { headed, pace: values.slow ? 2 : 1, chapters, seed, film: true, slotTimeMs: 400 };
}
