/** A line or a file that cannot be read: one sentence that names the place. */
export class BadInput extends Error {}

/** Why the system does not let a file be read, as BadInput. */
export function unreadable(name: string, error: unknown): BadInput {
  const { code = 'unknown cause' } = error as { code?: string };
  if (code === 'ENOENT') return new BadInput(`${name} does not exist; check its name.`);
  const denied = code === 'EACCES' || code === 'EPERM';
  const remedy = denied ? 'check its permissions' : 'give another';
  return new BadInput(`${name} cannot be read (${code}); ${remedy}.`);
}
