import type { FastifyInstance, FastifyRequest } from 'fastify';
import { placeOf } from '../../events/problem.ts';
import { readJson } from '../interchange/json-text.ts';
import { pointerTo } from './pointer.ts';
import { Problem } from './problem.ts';
import { STATUS } from './status.ts';

function bodyIn(bytes: Buffer): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem(STATUS.badRequest, 'bad-body', 'The body is not UTF-8; send JSON in UTF-8.');
  }
  if (text.trim() === '') {
    throw new Problem(STATUS.badRequest, 'bad-body', 'The body is empty; send JSON.');
  }
  const read = readJson(text);
  if (read.ok) return read.value;
  const { path, problem } = read;
  const errors = [{ pointer: pointerTo(path), detail: problem }];
  const detail = `The body ${path.length === 0 ? '' : `has a fault at ${placeOf(path).slice(0, 100)}: it `}${problem}.`;
  throw new Problem(STATUS.badRequest, 'bad-body', detail, errors);
}

/**
 * Registers routes whose bodies are JSON and nothing else, read strictly: well-formed UTF-8, no key
 * twice in one object. Every other media type is answered with 415.
 */
export function withJsonBodies(
  server: FastifyInstance,
  routes: (scope: FastifyInstance) => void,
): void {
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer' },
      async (_: FastifyRequest, bytes: Buffer) => bodyIn(bytes),
    );
    routes(scope);
  });
}
