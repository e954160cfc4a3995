import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problem.ts';
import { STATUS } from './status.ts';

/** How many fields a form with a file may have, each as large as a body: more than any page of ours. */
const FIELDS = 20;

/** Has a scope take forms, with files and without, and nothing else. */
export async function takesForms(scope: FastifyInstance): Promise<void> {
  scope.removeAllContentTypeParsers();
  const parser = (text: string) => new URLSearchParams(text) as unknown as Record<string, unknown>;
  await scope.register(formbody, { parser });
  const most = scope.initialConfig.bodyLimit ?? 0;
  const limits = { fields: FIELDS, files: 1, fileSize: most, fieldSize: most };
  await scope.register(multipart, { limits });
  scope.addContentTypeParser('*', async () => {
    const detail =
      'Send the form as application/x-www-form-urlencoded or multipart/form-data; the API takes JSON.';
    throw new Problem(STATUS.unsupported, 'bad-body', detail);
  });
}

/** The text of a file that was sent. Refuses, as a Problem, what is no UTF-8. */
function textIn(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const detail = `The file ${name} is no UTF-8 text; save it as UTF-8 and send it again.`;
    throw new Problem(STATUS.badRequest, 'bad-body', detail);
  }
}

/** Refuses a form that is larger in all than a body may be: each of its parts has only a limit of its own. */
function requireWithin(size: number, { routeOptions }: FastifyRequest): void {
  const { bodyLimit } = routeOptions;
  if (size <= bodyLimit) return;
  const detail = `The form is larger than the ${bodyLimit} bytes that are taken; send it in parts, or use hustings import.`;
  throw new Problem(STATUS.tooLarge, 'too-large', detail);
}

/** The fields of a form that was sent, each file as its text; an empty form where there was no body. */
export async function formIn(request: FastifyRequest): Promise<URLSearchParams> {
  if (!request.isMultipart()) return (request.body as URLSearchParams) ?? new URLSearchParams();
  const form = new URLSearchParams();
  let size = 0;
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      const value = `${part.value}`;
      size += part.valueTruncated ? Number.POSITIVE_INFINITY : Buffer.byteLength(value);
      form.append(part.fieldname, value);
    } else {
      const bytes = await part.toBuffer();
      size += bytes.length;
      const text = textIn(bytes, part.filename);
      // A browser sends a file field that was left empty as a file without a name.
      if (part.filename) form.append(part.fieldname, text);
    }
    requireWithin(size, request);
  }
  return form;
}
