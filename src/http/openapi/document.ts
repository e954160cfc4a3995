import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import type { Permission } from '../../access/role.ts';
import { type Part, schemasOf } from './components.ts';
import type { Told } from './operation.ts';
import {
  answerHeaders,
  headerParameters,
  type MadeOperation,
  refusalResponses,
  toldOperation,
} from './operations.ts';
import { TAGS } from './tags.ts';

const ABOUT = `A ledger of political endorsements that replays any contest to any past day.

Three clocks: \`asOf\` (how did things stand on that day? today), \`reportedBy\` (going only by what had been published by that day; all) and \`knownAt\` (going only by what this ledger held at that moment, as a sequence number or a UTC instant; all). Every answer repeats the clocks that it was resolved to, and a digest of the state, so that it can be cited and reproduced.

Answers come as JSON; those with rows as CSV and NDJSON too, by \`Accept\`, or by \`.json\`, \`.csv\` or \`.ndjson\` behind the path, as in \`/api/v1/contests/labour-leader-2010/standings.csv\`. HEAD is answered wherever GET is.

Days are civil days, YYYY-MM-DD. Dates of entries are EDTF (ISO 8601-2), as uncertain as their sources left them. What is refused is told as problem details (RFC 9457); each \`type\` is an address here that explains it.`;

const TOKEN = {
  type: 'http',
  scheme: 'bearer',
  description:
    'A token that `hustings token` or an admin made, or a JWT of the configured issuer. Reading needs none, unless the operator says so.',
};

interface Document extends Part {
  readonly paths: Readonly<Record<string, Readonly<Record<string, MadeOperation>>>>;
}

interface Known {
  /** Method and path. */
  readonly at: string;
  readonly told: Told;
  readonly may: Permission | 'anyone' | undefined;
}

/** What all that read the ledger take and say, beside what their routes tell. */
function withFreshness(method: string, { told, may }: Known): Pick<Known, 'told' | 'may'> {
  if (may === undefined || may === 'anyone') return { told, may };
  const headers = [...told.headers, 'Hustings-Min-Seq'] as const;
  if (method !== 'get') return { told: { ...told, headers }, may };
  const answers = Object.entries(told.answers).map(([status, answer]) => [
    status,
    { ...answer, headers: [...(answer.headers ?? []), 'Hustings-Stale-Since'] },
  ]);
  return { told: { ...told, headers, answers: Object.fromEntries(answers) }, may };
}

/** The parts of `components` that something in the document refers to. */
function used(parts: Readonly<Record<string, Part>>, place: string, by: unknown): Part {
  const text = JSON.stringify(by);
  return Object.fromEntries(
    Object.entries(parts).filter(([name]) => text.includes(`"#/components/${place}/${name}"`)),
  );
}

/** Puts into a document what its routes tell, which the plugin alone would lose. */
function whole({ components: _made, ...document }: Document, known: ReadonlyMap<string, Known>) {
  const paths = Object.entries(document.paths).map(([path, item]): [string, Part] => [
    path,
    Object.fromEntries(
      Object.entries(item).map(([method, made]): [string, Part] => {
        const route = known.get(made.operationId ?? '');
        return [
          method,
          route === undefined ? made : toldOperation(made, withFreshness(method, route)),
        ];
      }),
    ),
  ]);
  paths.sort(([one], [other]) => (one < other ? -1 : 1));
  const told = Object.fromEntries(paths);
  const responses = used(refusalResponses(), 'responses', told);
  const tags = Object.entries(TAGS).filter(([tag]) => JSON.stringify(told).includes(`["${tag}"]`));
  return {
    ...document,
    tags: tags.map(([name, description]) => ({ name, description })),
    paths: told,
    components: {
      securitySchemes: { token: TOKEN },
      schemas: schemasOf([told, responses]),
      responses,
      parameters: used(headerParameters(), 'parameters', told),
      headers: used(answerHeaders(), 'headers', [told, responses]),
    },
  };
}

/**
 * Has the server describe its routes as an OpenAPI 3.1 document; register it before them. Of two routes
 * that give themselves the same id the document refuses to be made.
 */
export async function described(server: FastifyInstance, version: string): Promise<void> {
  const known = new Map<string, Known>();
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: {
        title: 'Hustings',
        version,
        summary: 'Who backed whom, on any past day.',
        description: ABOUT,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/', description: 'This server.' }],
    },
    transform: (route) => {
      const { told, ...schema } = (route.schema ?? { hide: true }) as { told?: Told };
      const made = jsonSchemaTransform({ ...route, schema } as typeof route);
      const { operationId, hide } = schema as { operationId?: string; hide?: boolean };
      if (told === undefined || operationId === undefined || hide === true) return made;
      const at = `${route.route.method} ${route.url}`;
      if ((known.get(operationId)?.at ?? at) !== at) {
        throw new Error(`two routes are named ${operationId}`);
      }
      known.set(operationId, { at, told, may: route.route.config?.may });
      return made;
    },
    transformObject: (made) =>
      'openapiObject' in made
        ? (whole(made.openapiObject as unknown as Document, known) as never)
        : made.swaggerObject,
  });
}
