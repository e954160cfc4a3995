// @ts-check
/** The form of an entry: Ctrl+Enter (or Cmd+Enter) presses its main button from any field. */

addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  const { target } = event;
  const form = target instanceof Element ? target.closest('form.draft') : null;
  const button = form?.querySelector('button.main');
  if (!(form instanceof HTMLFormElement) || !(button instanceof HTMLButtonElement)) return;
  event.preventDefault();
  form.requestSubmit(button);
});

for (const button of document.querySelectorAll('form.draft button.main')) {
  button.setAttribute('aria-keyshortcuts', 'Control+Enter');
  button.setAttribute('title', 'Ctrl+Enter');
}
