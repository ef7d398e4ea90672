import { readFileSync } from 'node:fs';

/** The usage of a process: processor time so far, ms, and memory in use now, megabytes (Linux). */
export type ProcessUse = { readonly cpuMs: number; readonly megabytes: number };

/** Throws when the process has ended. */
export function processUse(pid: number): ProcessUse {
  const times = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  // /proc counts in hundredths of a second.
  return { cpuMs: 10 * (Number(times[11]) + Number(times[12])), megabytes: Number(kilobytes) / 1_024 };
}
