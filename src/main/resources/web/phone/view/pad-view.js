/** The twelve keys. Held for half a second, 0 is +. */

import { byId, make } from '../../shared/elements.js';
import { keyTone } from '../audio/tones.js';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const LETTERS = /** @type {Record<string, string>} */ ({
  2: 'ABC', 3: 'DEF', 4: 'GHI', 5: 'JKL', 6: 'MNO', 7: 'PQRS', 8: 'TUV', 9: 'WXYZ', 0: '+',
});
const NAMES = /** @type {Record<string, string>} */ ({ '*': 'star', '#': 'hash', 0: '0, hold for plus' });
const LONG_PRESS_MS = 500;

export class PadView {
  #pad = byId('pad');
  #timer = 0;
  #long = false;

  /** @type {(key: string) => void} */
  onKey = () => {};
  /** @type {() => void} 0 was held */
  onPlus = () => {};

  /** @param {import('../store/settings.js').SettingsStore} settings */
  constructor(settings) {
    this.settings = settings;
    this.#pad.append(...KEYS.map((key) => this.#button(key)));
  }

  /** As if the key was pressed here: its tone, a flash, what it does. @param {string} key */
  press(key) {
    if (this.settings.now.keyTones) {
      keyTone(key);
    }
    const button = this.#pad.querySelector(`[data-key="${key}"]`);
    button?.classList.add('pressed');
    setTimeout(() => button?.classList.remove('pressed'), 120);
    this.onKey(key);
  }

  #button(/** @type {string} */ key) {
    const button = make(
      'button',
      { type: 'button', 'data-key': key, 'aria-label': NAMES[key] ?? key },
      make('b', {}, key),
      make('small', { 'aria-hidden': 'true' }, LETTERS[key] ?? ''),
    );
    if (key === '0') {
      this.#listenForLongPress(button);
    }
    button.addEventListener('click', () => {
      if (!this.#long) {
        this.press(key);
      }
      this.#long = false;
    });
    return button;
  }

  #listenForLongPress(/** @type {HTMLElement} */ button) {
    button.addEventListener('pointerdown', () => {
      this.#long = false;
      this.#timer = window.setTimeout(() => {
        this.#long = true;
        this.onPlus();
      }, LONG_PRESS_MS);
    });
    ['pointerup', 'pointerleave', 'pointercancel'].forEach((each) =>
      button.addEventListener(each, () => clearTimeout(this.#timer)),
    );
    button.addEventListener('contextmenu', (event) => event.preventDefault());
  }
}
