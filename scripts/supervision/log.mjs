// @ts-check

/**
 * @typedef {object} Log
 * @property {(message: string) => void} info writes a line of this program
 * @property {(name: string, line: string) => void} line writes a line of the named process
 */

const COLOURS = ['36', '35', '33', '32', '34', '95', '96'];
const NAME_WIDTH = 8;

/**
 * A log that puts the name of the process before each line, coloured on a terminal.
 * @param {{ stream?: NodeJS.WriteStream }} [opts]
 * @returns {Log}
 */
export function createLog({ stream = process.stdout } = {}) {
  /** @type {Map<string, string>} */
  const colours = new Map();
  const coloured = stream.isTTY === true && process.env.NO_COLOR === undefined;
  /** @param {string} name */
  const prefix = (name) => {
    const padded = name.padEnd(NAME_WIDTH);
    if (!coloured) return `${padded} | `;
    let colour = colours.get(name);
    if (colour === undefined) {
      colour = COLOURS[colours.size % COLOURS.length] ?? '0';
      colours.set(name, colour);
    }
    return `\u001b[${colour}m${padded}\u001b[0m | `;
  };
  return {
    info: (message) => stream.write(`${message}\n`),
    line: (name, line) => stream.write(`${prefix(name)}${line}\n`),
  };
}

/** @type {Log} */
export const silentLog = { info: () => {}, line: () => {} };
