/** Settings and what a command line says. */
import { BadSetting, configure, SETTINGS } from '../../../../src/config.ts';
import { isDatabase } from '../../../../src/setting-values.ts';
import { type Parser, readOr, type Told } from '../parser.ts';

const GOOD: Readonly<Record<string, string>> = {
  HUSTINGS_STORE: 'kurrentdb://admin:s%40cret-word@one:2113,two/?tls=true&nodePreference=leader',
  HUSTINGS_HOST: '::1',
  HUSTINGS_TRUST_PROXY: '10.0.0.0/8,::1',
  HUSTINGS_PUBLIC_URL: 'https://ledger.example/a/',
  HUSTINGS_OIDC_ISSUER: 'https://id.example/realms/a',
  HUSTINGS_OIDC_AUDIENCE: 'ledger',
  HUSTINGS_OIDC_JWKS: 'http://localhost:80/keys',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
};

/** What a user's password is in an address, by whoever wrote it. */
const passwordIn = (address: string): string | undefined =>
  /^[a-z+]+:\/\/[^/?@]*?:([^@?/]{8,})@/i.exec(address)?.[1];

function read(env: Readonly<Record<string, string>>): Told {
  return readOr([BadSetting], () => {
    const config = configure({}, env);
    const password = passwordIn(env.HUSTINGS_STORE ?? '');
    if (password !== undefined && config.ledger.includes(password)) {
      throw new Error(`the password is shown: ${config.ledger}`);
    }
    return { accepted: config };
  });
}

const secretKept = (told: Told, address: string): Told => {
  const password = passwordIn(address);
  const shown =
    password !== undefined &&
    'refused' in told &&
    told.refused.some((each) => each.includes(password));
  if (shown) throw new Error(`a refusal shows the password: ${JSON.stringify(told)}`);
  return told;
};

const setting = (variable: string, usual: string): Parser => ({
  name: `the setting ${variable}`,
  weight: variable === 'HUSTINGS_STORE' ? 1 : 0.06,
  samples: [GOOD[variable] ?? usual, usual, '1', 'off'],
  words: [
    '://',
    '@',
    ':',
    '%40',
    '?',
    '&',
    '=',
    'tls=true',
    'constructor=1',
    '__proto__=1',
    'kurrentdb+discover',
    'http',
    '[::1]',
  ],
  // No environment has a NUL.
  read: (input) => secretKept(read({ [variable]: input.replaceAll('\0', '') }), input),
});

/** The parsers of settings: one for each. */
export const SETTING_PARSERS: readonly Parser[] = SETTINGS.map(({ variable, usual }) =>
  setting(variable, usual),
);

/** The same address as the flag has it. */
export const FLAG_PARSER: Parser = {
  name: 'the flag --ledger',
  weight: 0.3,
  samples: ['a.db', 'kurrentdb://localhost:2113?tls=false', GOOD.HUSTINGS_STORE ?? ''],
  words: ['://', '@', 'kurrentdb'],
  read: (input) => {
    const ledger = input.replaceAll('\0', '');
    const told = readOr([BadSetting], () => ({ accepted: configure({ ledger }, {}) }));
    return isDatabase(ledger) ? secretKept(told, ledger) : told;
  },
};
