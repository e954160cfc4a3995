// What readying a KurrentDB asks of it, over the real client. The client manages no users, but its package
// brings the generated calls for that, which go over the same connection as the client's own.

/** What must not work for the service's user is tried on this stream, which is never made. */
export const PROBE = 'hustings-setup-probe';

const GENERATED = '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/usermanagement';
/** Some of the client's calls have no deadline of their own. */
const PATIENCE_MILLISECONDS = 10_000;
const PERMISSION_DENIED = 7;

async function within(work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${PATIENCE_MILLISECONDS / 1000} s`)),
      PATIENCE_MILLISECONDS,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const isDenied = (error) => error?.type === 'access-denied' || error?.code === PERMISSION_DENIED;
const isNoStream = (error) => error?.type === 'stream-not-found';

/** The user of a stream of answers; undefined where there is none. */
function userFrom(stream) {
  return new Promise((resolve, reject) => {
    let found;
    stream.on('data', (answer) => {
      const user = answer.getUserDetails();
      found = { groups: user.getGroupsList(), disabled: user.getDisabled() };
    });
    stream.on('error', (error) => {
      if (error.metadata?.get('exception')[0] === 'user-not-found') resolve(undefined);
      else reject(error);
    });
    stream.on('end', () => resolve(found));
  });
}

/** Resolves to whether it was done; false: there is such a user, with another password. */
const done = (start) =>
  new Promise((resolve, reject) => {
    start((error) => {
      if (error === null) resolve(true);
      else if (error.metadata?.get('exception')[0] === 'user-conflict') resolve(false);
      else reject(error);
    });
  });

async function usersOf(client) {
  const { default: services } = await import(`${GENERATED}_grpc_pb.js`);
  const { default: messages } = await import(`${GENERATED}_pb.js`);
  const ask = (Request, fields, action) => {
    const options = new Request.Options();
    for (const [field, value] of Object.entries(fields)) options[`set${field}`](value);
    const request = new Request();
    request.setOptions(options);
    const work = client.execute(services.UsersClient, 'users', (users) =>
      action(users, request, ...client.callArguments({ requiresLeader: true })),
    );
    return within(work);
  };
  const change = (Request, method, fields) =>
    ask(Request, fields, (users, ...args) => done((heard) => users[method](...args, heard)));
  const person = (name) => ({ LoginName: name, FullName: 'Hustings', GroupsList: [] });
  return {
    user: (name) =>
      ask(messages.DetailsReq, { LoginName: name }, (users, ...args) =>
        userFrom(users.details(...args)),
      ),
    createUser: (name, password) =>
      change(messages.CreateReq, 'create', { ...person(name), Password: password }),
    leaveGroups: (name) => change(messages.UpdateReq, 'update', person(name)),
    resetPassword: (name, password) =>
      change(messages.ResetPasswordReq, 'resetPassword', {
        LoginName: name,
        NewPassword: password,
      }),
  };
}

async function lastOf(client, stream) {
  const newest = { direction: 'backwards', fromRevision: 'end', maxCount: 1 };
  try {
    for await (const { event } of client.readStream(stream, newest)) {
      return { data: event.data, revision: event.revision };
    }
    return undefined;
  } catch (error) {
    if (isNoStream(error)) return undefined;
    throw error;
  }
}

async function readAll(client) {
  const newest = { direction: 'backwards', fromPosition: 'end', maxCount: 1 };
  for await (const _ of client.readAll(newest)) break;
}

/** The database, as the user whom the address names. */
export async function open(address) {
  const { KurrentDBClient, jsonEvent } = await import('@kurrent/kurrentdb-client');
  const client = KurrentDBClient.connectionString(address);
  const trials = {
    'read $all': () => readAll(client),
    'write the metadata of a stream': () => client.setStreamMetadata(PROBE, { maxCount: 1 }),
    'delete a stream': () => client.deleteStream(PROBE),
    'tombstone a stream': () => client.tombstoneStream(PROBE),
  };
  return {
    ...(await usersOf(client)),
    last: (stream) => within(lastOf(client, stream)),
    append: (stream, type, data, revision) => {
      const streamState = revision ?? 'no_stream';
      return within(client.appendToStream(stream, jsonEvent({ type, data }), { streamState }));
    },
    may: async (act) => {
      try {
        await within(trials[act]());
        return true;
      } catch (error) {
        if (isDenied(error)) return false;
        throw error;
      }
    },
    close: () => client.dispose(),
  };
}
