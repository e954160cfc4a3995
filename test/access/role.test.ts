import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRole, may, PERMISSIONS, ROLES, rolesThatMay } from '../../src/access/role.ts';

/** Who may do what, as it was agreed. */
const AGREED = {
  historian: ['read'],
  editor: ['read', 'append'],
  auditor: ['read', 'audit'],
  admin: ['read', 'audit', 'administer'],
};

test('each role allows what was agreed, and nothing else', () => {
  const allowed = ROLES.map((role) => [role, PERMISSIONS.filter((each) => may([role], each))]);
  expect(Object.fromEntries(allowed)).toEqual(AGREED);
});

test('several roles allow what one of them does, and none allows nothing', () => {
  const roles = fc.subarray([...ROLES]);
  fc.assert(
    fc.property(roles, fc.constantFrom(...PERMISSIONS), (several, permission) => {
      expect(may(several, permission)).toBe(
        several.some((role) => AGREED[role].includes(permission)),
      );
    }),
  );
});

test('it can be told which roles would do', () => {
  expect(rolesThatMay('append')).toEqual(['editor']);
  expect(rolesThatMay('audit')).toEqual(['auditor', 'admin']);
});

test.each(['Editor', '', 'toString', '__proto__', 7, null, undefined, ['editor']])(
  '%j is no role',
  (text) => {
    expect(isRole(text)).toBe(false);
  },
);
