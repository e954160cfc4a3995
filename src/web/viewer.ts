import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { may, type Permission, type Role } from '../access/role.ts';

/** Who looks at a page and is signed in. */
export interface Viewer {
  readonly name: string;
  readonly roles: readonly Role[];
}

/** Carries to every component of a page who looks at it; null: nobody who is signed in. */
export const Looking = createContext<Viewer | null>(null);

/** Who looks at the page; null: nobody who is signed in. */
export const useViewer = (): Viewer | null => useContext(Looking);

/** May whoever looks at the page do this, by being signed in? */
export const useMay = (permission: Permission): boolean =>
  may(useViewer()?.roles ?? [], permission);
