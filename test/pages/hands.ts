/** Ways to use a page: with a mouse, or with a keyboard alone. */
import type { ElementHandle, Locator, Page } from 'playwright-core';

/** Uses the things on a page. Throws where something cannot be reached. */
export interface Hand {
  /** Follows a link, or presses a button. */
  press(what: Locator): Promise<void>;
  /** Says a text in a field. */
  say(field: Locator, text: string): Promise<void>;
  /** Says a day, `2010-07-14`, in the box of a date. */
  date(field: Locator, day: string): Promise<void>;
}

/** The most presses of the Tab key from one thing to the next, and as how many a key held down comes. */
const MOST_TABS = 250;
const HELD = 10;
/** A text that is longer is not typed, but pasted. */
const LONG = 40;

/**
 * Has an element the focus, or is it gone, by itself or with its page? Until it is told that it was reached,
 * a key held down does not go past it.
 */
async function placeOf(element: ElementHandle<Element> | null): Promise<string | undefined> {
  const asked = element?.evaluate((each) => {
    if (!each.isConnected) return 'gone';
    if (each.matches(':focus')) {
      each.dispatchEvent(new Event('reached'));
      return 'at it';
    }
    const stay = (event: Event): void => {
      if ('key' in event && event.key === 'Tab') event.preventDefault();
    };
    each.addEventListener('keydown', stay);
    each.addEventListener('reached', () => each.removeEventListener('keydown', stay), {
      once: true,
    });
    return 'elsewhere';
  });
  return asked?.catch(() => 'gone');
}

/** Uses a page by pointing at what is to be used. */
export const mouse = (): Hand => ({
  press: (what) => what.click(),
  say: async (field, text) => {
    await field.click();
    await field.fill(text);
  },
  date: (field, day) => field.fill(day),
});

/** Uses a page without pointing at anything: the focus is moved by Tab, as far as it takes. */
export function keyboard(page: Page): Hand {
  const reach = async (what: Locator): Promise<void> => {
    await what.waitFor();
    let sought = await what.elementHandle();
    for (let tabs = 0; tabs < MOST_TABS; tabs += HELD) {
      const place = await placeOf(sought);
      if (place === 'at it') return;
      // To look for it anew each time takes long; but the page may put another in its place.
      if (place === 'gone' || tabs % (2 * HELD) === HELD) sought = await what.elementHandle();
      if (place === 'gone') continue;
      for (let times = 0; times < HELD; times += 1) await page.keyboard.down('Tab');
      await page.keyboard.up('Tab');
    }
    throw new Error(`${MOST_TABS} presses of Tab do not reach ${what}`);
  };
  return {
    press: async (what) => {
      await reach(what);
      await page.keyboard.press('Enter');
    },
    say: async (field, text) => {
      await reach(field);
      await page.keyboard.press('Control+A');
      if (text.length > LONG) await page.keyboard.insertText(text);
      else await page.keyboard.type(text);
    },
    date: async (field, day) => {
      await reach(field);
      const [year, month, second] = day.split('-');
      // Which comes first is up to where the browser thinks it is.
      for (const typed of [`${month}${second}${year}`, `${second}${month}${year}`]) {
        for (let parts = 0; parts < 3; parts += 1) await page.keyboard.press('ArrowLeft');
        await page.keyboard.type(typed);
        if ((await field.inputValue()) === day) return;
      }
      throw new Error(`the box of the date says ${await field.inputValue()}, not ${day}`);
    },
  };
}
