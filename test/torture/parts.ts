import type { Part } from './part.ts';

/** The parts, in the order in which the long run takes them. */
export const PARTS = [
  'crashes',
  'disks',
  'model',
  'load',
  'parsers',
  'defences',
  'backups',
  'upgrades',
  'mistakes',
] as const;

/** Loads a part: no other has its code loaded, nor what that asks for. */
export async function partNamed(name: (typeof PARTS)[number]): Promise<Part> {
  const { part } = (await import(`./${name}/part.ts`)) as { readonly part: Part };
  return part;
}
