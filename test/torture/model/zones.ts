/** The zones in which a host may stand. */
import { demand } from './demand.ts';

/** A zone, and how many minutes it is behind UTC at an instant: so it is seen that it took effect. */
const ZONES: readonly (readonly [zone: string, instant: string, offset: number])[] = [
  ['UTC', '2011-12-31T12:00:00Z', 0],
  ['Pacific/Apia', '2011-12-31T12:00:00Z', -840],
  ['America/Sao_Paulo', '2018-11-04T12:00:00Z', 120],
  ['Europe/Dublin', '2020-07-01T12:00:00Z', -60],
  ['Asia/Kathmandu', '2020-07-01T12:00:00Z', -345],
  ['Antarctica/Troll', '2020-07-01T12:00:00Z', -120],
  ['Pacific/Kiritimati', '2020-07-01T12:00:00Z', -840],
  ['Etc/GMT+12', '2020-07-01T12:00:00Z', 720],
  ['America/St_Johns', '2020-07-01T12:00:00Z', 150],
];

/** Their names. */
export const ZONE_NAMES: readonly string[] = ZONES.map(([zone]) => zone);

/** Puts this process into a zone. Refuses to go on where that has no effect, as in a thread. */
export function useZone(name: string): void {
  process.env.TZ = name;
  const [, instant = '', offset] = ZONES.find(([zone]) => zone === name) ?? [];
  const found = new Date(instant).getTimezoneOffset();
  demand(found === offset, () => `the zone ${name} has no effect: ${found} minutes, not ${offset}`);
}
