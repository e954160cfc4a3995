/** A link and what is said of it (RFC 6690, RFC 8288). */
export interface Link {
  readonly target: string;
  /** Each an attribute's value, without quotes; those that are undefined are left out. */
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/** What `application/link-format` is sent as. */
export const LINK_FORMAT = 'application/link-format';

const quoted = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;

function written({ target, attributes }: Link): string {
  const said = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [`; ${name}=${quoted(value)}`],
  );
  return `<${target}>${said.join('')}`;
}

/** Links as a document, one a line. Targets must be written as addresses are, without any `>`. */
export const linkDocument = (links: readonly Link[]): string =>
  `${links.map(written).join(',\n')}\n`;
