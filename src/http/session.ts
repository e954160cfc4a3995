import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from './problem.ts';
import { STATUS } from './status.ts';

/** The cookie's names; browsers take the first over TLS alone, and from this very host (RFC 6265bis section 4.1.3.2). */
const NAMES = { secure: '__Host-hustings', plain: 'hustings' };
/** Behind it, the name of the cookie that says what a browser has seen. */
const SEEN = '-seq';

/** Does a request only read (RFC 9110 section 9.2.1)? */
export const isSafe = ({ method }: FastifyRequest): boolean =>
  method === 'GET' || method === 'HEAD';

/**
 * Browsers that are signed in: the token itself lies in a cookie that no script reads, that comes with no
 * form of another site (SameSite=Lax), and that ends with the browser. Nothing is kept here, so a token
 * that is revoked ends every sign-in with it, and any copy of the service takes it.
 */
export class Sessions {
  readonly #publicUrl: URL | undefined;

  /** `publicUrl`: what the server is called from outside, where it is told. */
  constructor(publicUrl: string | null) {
    this.#publicUrl = publicUrl === null ? undefined : new URL(publicUrl);
  }

  /** Has a server read and write the cookie. Register it before the guard. */
  reads(server: FastifyInstance): void {
    void server.register(cookie, { hook: false });
  }

  #isSecure({ protocol }: FastifyRequest): boolean {
    return protocol === 'https' || this.#publicUrl?.protocol === 'https:';
  }

  #name(request: FastifyRequest): string {
    return this.#isSecure(request) ? NAMES.secure : NAMES.plain;
  }

  /** The token that a browser signed in with; undefined where it did not. */
  tokenIn(request: FastifyRequest): string | undefined {
    const { cookie: header } = request.headers;
    if (header === undefined) return undefined;
    const token = request.server.parseCookie(header)[this.#name(request)];
    return token === '' ? undefined : token;
  }

  /** Signs a browser in. */
  begin(request: FastifyRequest, reply: FastifyReply, token: string): void {
    const secure = this.#isSecure(request);
    const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
    reply.setCookie(this.#name(request), token, options);
  }

  /** Signs a browser out. */
  end(request: FastifyRequest, reply: FastifyReply): void {
    reply.clearCookie(this.#name(request), { path: '/', secure: this.#isSecure(request) });
  }

  /** Has a browser say from now on that it has seen an entry, so that no copy of the service shows it less. */
  saw(request: FastifyRequest, reply: FastifyReply, seq: number): void {
    const secure = this.#isSecure(request);
    const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
    const seen = Math.max(seq, this.seenBy(request) ?? seq);
    reply.setCookie(`${this.#name(request)}${SEEN}`, `${seen}`, options);
  }

  /** The last entry that a browser says it has seen; undefined where it says none. */
  seenBy(request: FastifyRequest): number | undefined {
    const { cookie: header } = request.headers;
    if (header === undefined) return undefined;
    const said = request.server.parseCookie(header)[`${this.#name(request)}${SEEN}`];
    return said !== undefined && /^\d{1,15}$/.test(said) ? Number(said) : undefined;
  }

  /** Has a browser say no more what it has seen. */
  forgetSeen(request: FastifyRequest, reply: FastifyReply): void {
    const options = { path: '/', secure: this.#isSecure(request) };
    reply.clearCookie(`${this.#name(request)}${SEEN}`, options);
  }

  /**
   * Does a form come from a page of this server? By Fetch Metadata where the browser sends it, else by
   * Origin, else it does not (OWASP, Cross-Site Request Forgery Prevention).
   */
  #isOurs({ headers, host }: FastifyRequest): boolean {
    const { 'sec-fetch-site': site, origin } = headers;
    if (site !== undefined) return site === 'same-origin';
    if (origin === undefined || !URL.canParse(origin)) return false;
    return new URL(origin).host === host || origin === this.#publicUrl?.origin;
  }

  /** Refuses a form that another site may have had the browser send. */
  requireOurs(request: FastifyRequest): void {
    if (this.#isOurs(request)) return;
    const detail =
      'This form did not come from a page of this ledger, so nothing was done. Open the page here, and send its form.';
    throw new Problem(STATUS.forbidden, 'cross-site', detail);
  }
}
