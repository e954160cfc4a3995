/** The part of the `edtf` package (which has no types of its own) that the tests of dates ask. */
declare module 'edtf' {
  interface ExtendedDate {
    readonly type: string;
    /** The date written again. */
    readonly edtf: string;
    /** The first and the last millisecond since 1970; infinite where open, null where unknown. */
    readonly min: number | null;
    readonly max: number | null;
  }
  export default function edtf(text: string): ExtendedDate;
}
