import {
  collectDefaultMetrics,
  Gauge,
  Histogram,
  register as ofProcess,
  Registry,
} from '@prometheus-io/client';
import type { FastifyInstance } from 'fastify';
import type { Hears } from './answered.ts';
import { recordedAt } from './asked.ts';
import type { Meters } from './meter.ts';
import { problemIn } from './problem.ts';
import type { ServiceState } from './service-state.ts';

/** The bounds of the buckets of durations, in seconds. */
const BUCKETS = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5];
/** The label of every request that no route took: nobody can invent more. */
const NO_ROUTE = 'none';
const TEXT = 'text/plain; version=0.0.4; charset=utf-8';

/** The classes of statuses, by their first digit. */
const CLASSES = ['', '1xx', '2xx', '3xx', '4xx', '5xx'];

type Labels = 'method' | 'route' | 'status';
type Series = ReturnType<Histogram<Labels>['labels']>;

/**
 * Counts each answer by method, route and class of status, with its duration, and each problem by its
 * code. What a client writes is never a label: a route is its template, and methods are those HTTP has.
 */
export function countsAnswers(meters: Meters): Hears {
  const durations = new Histogram<Labels>({
    name: 'http_request_duration_seconds',
    help: 'From the arrival of a request to the end of its answer, by route and class of status',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [meters.registry],
  });
  // Finding a series by its labels is most of the cost of counting one.
  const known = new Map<string, Series>();
  const seriesOf = (method: string, route: string, status: string): Series => {
    const key = `${method} ${status} ${route}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const series = durations.labels(method, route, status);
    known.set(key, series);
    return series;
  };
  return (request, reply) => {
    const { url: route = NO_ROUTE } = request.routeOptions;
    const series = seriesOf(
      request.method,
      route,
      CLASSES[Math.trunc(reply.statusCode / 100)] ?? '',
    );
    series.observe(reply.elapsedTime / 1000);
    const code = problemIn(reply);
    if (code !== undefined) meters.problem(code);
  };
}

/** The gauges that are read when they are asked for. */
function gauges(registry: Registry) {
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `hustings_${name}`, help, registers: [registry] });
  return {
    readable: gauge('ledger_readable', '1 where the ledger can be read, else 0'),
    current: gauge(
      'ledger_current',
      '1 where what is read is all that the ledger has, but for what is on its way; 0 where that is not known',
    ),
    unsure: gauge(
      'ledger_unsure',
      '1 where no entry is taken any more, since the disk failed to keep what was written, else 0',
    ),
    stale: gauge(
      'ledger_stale_seconds',
      'For how long what is read may have been older than the ledger; 0 where it is not',
    ),
    entries: gauge('ledger_entries', 'Entries of the ledger'),
    head: gauge('ledger_head_timestamp_seconds', 'When the last entry was recorded'),
    tree: gauge('log_tree_size', 'Entries that the transparency log of this server has taken in'),
    lag: gauge(
      'log_lag_entries',
      'Entries of the ledger that the log of this server has not taken in, others having appended them',
    ),
    checkpoint: gauge('log_checkpoint_size', 'Entries that the last signed checkpoint covers'),
    unsigned: gauge('log_unsigned_entries', 'Entries that no signed checkpoint covers yet'),
    covered: gauge(
      'log_checkpoint_timestamp_seconds',
      'When the last entry that the last checkpoint covers was recorded',
    ),
  };
}

async function measure(set: ReturnType<typeof gauges>, state: ServiceState): Promise<void> {
  const stale = state.stale();
  set.current.set(stale === undefined ? 1 : 0);
  set.unsure.set(state.inDoubt() ? 1 : 0);
  set.stale.set(stale?.seconds ?? 0);
  try {
    const { head, entries, treeSize, lag } = await state.read();
    const checkpoint = state.checkpointSize();
    const covered = await recordedAt(state.store, checkpoint - 1);
    set.entries.set(entries);
    set.tree.set(treeSize);
    set.lag.set(lag);
    set.checkpoint.set(checkpoint);
    set.unsigned.set(entries - checkpoint);
    if (head.recordedAt !== null) set.head.set(head.recordedAt / 1000);
    if (covered !== undefined) set.covered.set(covered / 1000);
    set.readable.set(1);
  } catch {
    // The rest is told all the same: whoever watches needs it now.
    set.readable.set(0);
  }
}

/** `/metrics`, in the text format of Prometheus: what was counted here, and the process itself. */
export function metricRoutes(server: FastifyInstance, meters: Meters, state: ServiceState): void {
  const set = gauges(meters.registry);
  // A process has these once, however many servers are in it.
  if (ofProcess.getSingleMetric('process_cpu_user_seconds_total') === undefined) {
    collectDefaultMetrics();
  }
  const all = Registry.merge([meters.registry, ofProcess]);
  server.get('/metrics', { config: { may: 'audit' }, schema: { hide: true } }, async (_, reply) => {
    await measure(set, state);
    return reply
      .type(TEXT)
      .header('cache-control', 'no-store')
      .send(await all.metrics());
  });
}
