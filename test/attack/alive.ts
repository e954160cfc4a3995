import { parseHTML } from 'linkedom';

/** What of a page or a drawing runs, or leads where no address may lead. */
export function aliveIn(text: string): string[] {
  const { document } = parseHTML(text) as unknown as { document: Document };
  const OURS = /^\/(?:assets|docs\/static)\/[\w./-]+\.js$/;
  const scripts = [...document.querySelectorAll('script')].filter(
    (each) => !OURS.test(each.getAttribute('src') ?? '') || each.textContent !== '',
  );
  const framed = [...document.querySelectorAll('img, iframe, object, embed, base, foreignObject')];
  const others = [...document.querySelectorAll('*')].filter((each) => {
    const names = each.getAttributeNames();
    const addresses = ['href', 'src', 'action', 'formaction', 'xlink:href'].map(
      (name) => each.getAttribute(name) ?? '/',
    );
    return (
      names.some((name) => name.startsWith('on')) ||
      addresses.some((address) => !/^(?:\/(?!\/)|#|\?|https?:\/\/|data:,$|$)/.test(address))
    );
  });
  return [...scripts, ...framed, ...others].map((each) => each.outerHTML.slice(0, 100));
}
