// @ts-check

/**
 * The summary that is printed after the tour.
 * @param {{ chapters: import('./demoRun.mjs').ChapterRecord[], seed: string, output: string, film: string | undefined }} opts
 * @returns {string}
 */
export function demoSummary({ chapters, seed, output, film }) {
  const lines = [
    `The tour, on the market of seed "${seed}": every run has the same market at the same slot, and the chapters show the same course.`,
    'The slot at which a chapter starts, and so its exact figures, depend on the speed of the machine.',
    '',
  ];
  let inFilm = 0;
  for (const { number, title, ok, seconds, shown, files, film: filmed } of chapters) {
    const at = film !== undefined && filmed !== null ? `  film ${clock(inFilm)}` : '';
    if (filmed !== null) inFilm += filmed.lengthMs / 1000;
    lines.push(`${ok ? '✓' : '✗'} ${number}. ${title}  ${seconds.toFixed(1)} s${at}`);
    for (const what of shown) lines.push(`     ${what}`);
    if (!ok) lines.push('     An assertion failed: see above.');
    lines.push(`     ${files.join('  ')}`);
  }
  lines.push(
    '',
    `In ${output}:${film === undefined ? '' : ` ${film} (${clock(inFilm)}),`} screenshots, pictures, traces`,
  );
  return lines.join('\n');
}

/** @param {number} seconds */
function clock(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
