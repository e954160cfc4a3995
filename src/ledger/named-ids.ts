/** The ids of other entries that a draft's data names, those in a correction's replacement data among them. */
export function idsNamed(data: Readonly<Record<string, unknown>>): string[] {
  const inner = (data.data ?? {}) as Record<string, unknown>;
  return [data.act, data.replaces, data.entry, inner.act, inner.replaces].filter(
    (id): id is string => typeof id === 'string',
  );
}
