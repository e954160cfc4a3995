import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A container of docker-compose.yml, as far as the tests look at it. */
export interface Container {
  readonly image: string;
  readonly build?: string;
  readonly profiles?: readonly string[];
  readonly user?: string;
  readonly restart?: string;
  readonly init?: boolean;
  readonly read_only?: boolean;
  readonly privileged?: boolean;
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly stop_grace_period?: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly network_mode?: string;
  readonly volumes?: readonly string[];
  readonly configs?: readonly { readonly source: string; readonly target: string }[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
}

/** docker-compose.yml, merges done, variables as they stand. */
export interface Model {
  readonly services: Readonly<Record<string, Container>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly configs: Readonly<Record<string, { readonly content: string }>>;
}

type Env = Readonly<Record<string, string>>;

const ROOT = new URL('../../', import.meta.url);

/** A file of the repository. */
export const textOf = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

export const COMPOSE: string = textOf('docker-compose.yml');
export const MODEL: Model = parse(COMPOSE, { merge: true });
export const PROFILES = ['default', 'single', 'cluster'] as const;

/** What must be in the environment for the profiles with a database. */
export const SECRETS: Env = {
  DATABASE_ADMIN_PASSWORD: 'a'.repeat(24),
  DATABASE_PASSWORD: 'b'.repeat(24),
};

/** Puts variables in, by the rules of the specification that the file uses. */
export function filled(text: string, env: Env = {}): string {
  return text.replace(/\$(?:\$|\{(\w+):-([^}]*)\})/g, (_, name?: string, usual = '') =>
    name === undefined ? '$' : env[name] || usual,
  );
}

/** The containers of a profile, with variables put in. */
export function containersOf(profile: string, env: Env = {}): ReadonlyMap<string, Container> {
  const text = filled(JSON.stringify(MODEL.services), env);
  const all = Object.entries<Container>(JSON.parse(text));
  return new Map(all.filter(([, { profiles }]) => profiles?.includes(profile) ?? true));
}

/** Every container, whatever its profile. */
export const ALL: readonly (readonly [string, Container])[] = Object.entries(MODEL.services);
