const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' };

/** What a control of a form says; the parser of these tests leaves the text of a text area as it was written. */
export function saidIn(control: Element): string {
  const chosen = control.querySelector('option[selected]') ?? control.querySelector('option');
  const said = chosen?.getAttribute('value') ?? control.getAttribute('value');
  const text = (control.textContent ?? '').replace(/^\n/, '');
  return said ?? text.replace(/&(lt|gt|quot|amp);/g, (_, name: string) => ENTITIES[name] ?? '');
}
