import type { FastifyHttpOptions, FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { type Hears, onAnswered, refusing } from './answered.ts';
import { stopsGently } from './graceful.ts';
import { healthRoutes } from './health-routes.ts';
import { type Limits, limitOptions, refusesCompressed, refusesUnderPressure } from './limits.ts';
import { Meters } from './meter.ts';
import { countsAnswers, metricRoutes } from './metrics.ts';
import { refuse } from './problem.ts';
import { limitsRate, limitsStrangers } from './rate.ts';
import { requestIds, saysRequestId } from './request-id.ts';
import { logAnswer, quietController } from './request-log.ts';
import type { ServiceState } from './service-state.ts';
import { waitsInLine } from './turnstile.ts';

/** What a server needs to be run: limits, numbers, a log of requests, health, and an end. */
export class Operation {
  /** What the routes count on. */
  readonly meters: Meters = new Meters();
  readonly #limits: Limits;
  readonly #hears: readonly Hears[];
  readonly #requestId: ReturnType<typeof requestIds>;

  /** `begins` is what the ids of requests begin with; it should be new at every start. */
  constructor(limits: Limits, begins: string) {
    this.#limits = limits;
    this.#hears = [countsAnswers(this.meters), logAnswer];
    this.#requestId = requestIds(begins, limits.trustProxy !== false);
  }

  /** Options of the fastify server that this is for. */
  options(): FastifyHttpOptions<never, Logger> {
    const id = () => this.#requestId({ headers: {} });
    return {
      ...limitOptions(this.#limits, id, (code) => this.meters.problem(code)),
      genReqId: this.#requestId,
      logController: quietController(),
      return503OnClosing: false,
      frameworkErrors: refusing(refuse, this.#hears) as never,
    };
  }

  /**
   * What comes before the guard, and every route; `now` is a clock in milliseconds. Gives what aborts once the
   * server stops.
   */
  async beforeGuard(server: FastifyInstance, now: () => number): Promise<AbortSignal> {
    saysRequestId(server);
    onAnswered(server, this.#hears);
    const stopping = stopsGently(server);
    await refusesUnderPressure(server, this.#limits);
    waitsInLine(server, this.#limits, now);
    await limitsStrangers(server, this.#limits.budgets);
    return stopping;
  }

  /** What comes after the guard, and before every route. */
  afterGuard(server: FastifyInstance): void {
    limitsRate(server, this.#limits.budgets);
    refusesCompressed(server);
  }

  /** `/health/live`, `/health/ready` and `/metrics`. */
  routes(server: FastifyInstance, state: ServiceState, staleSeconds?: number): void {
    healthRoutes(server, state, { staleSeconds });
    metricRoutes(server, this.meters, state);
  }
}
