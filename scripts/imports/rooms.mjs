// @ts-check

/**
 * What the code in a room may import of other rooms: the table of README.md, held by scripts/checkImports.mjs.
 * @typedef {object} Room
 * @property {string[] | 'everything'} values rooms it may import
 * @property {string[]} [types] rooms it may import types of, by `import type` alone
 * @property {boolean} [pure] no module of Node, so that a browser runs it too
 * @property {boolean} [layered] no circle of its folders; circles of files are refused everywhere
 */

/** @type {Record<string, Room>} */
export const rooms = {
  core: { values: [], pure: true, layered: true },
  runtime: { values: ['core'] },
  drizzle: { values: ['core', 'runtime'] },
  redis: { values: ['core', 'runtime'] },
  chain: { values: ['core', 'runtime'] },
  worker: { values: ['core', 'runtime', 'drizzle', 'redis'] },
  server: { values: ['core', 'runtime', 'drizzle', 'redis'] },
  app: { values: ['core'], types: ['server'], layered: true },
  client: { values: [], types: ['server'] },
  e2e: { values: 'everything' },
  bench: { values: 'everything' },
  scripts: { values: [] },
};
