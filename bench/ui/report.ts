export type Reading = { readonly name: string; readonly value: string; readonly target: string; readonly met: boolean };

/** The readings as a table, each with its target and whether it is met. */
export function printedReport(readings: readonly Reading[]): string {
  const width = (column: 'name' | 'value' | 'target') => Math.max(...readings.map((reading) => reading[column].length));
  const [names, values, targets] = [width('name'), width('value'), width('target')];
  return readings
    .map(
      ({ name, value, target, met }) =>
        `${name.padEnd(names)}  ${value.padStart(values)}   target ${target.padEnd(targets)}  ${met ? 'met' : 'MISSED'}`,
    )
    .join('\n');
}
