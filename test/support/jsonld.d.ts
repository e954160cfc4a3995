/** The part of the `jsonld` package (which has no types of its own) that the test of PROV asks. */
declare module 'jsonld' {
  interface Options {
    readonly documentLoader: (url: string) => Promise<never>;
    readonly safe?: boolean;
    readonly format?: string;
    readonly algorithm?: string;
  }
  type Node = Readonly<Record<string, unknown>>;
  const jsonld: {
    expand(document: unknown, options: Options): Promise<Node[]>;
    flatten(document: unknown, context: null, options: Options): Promise<Node[]>;
    toRDF(document: unknown, options: Options): Promise<string>;
  };
  export default jsonld;
}
