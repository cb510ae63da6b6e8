/** One level meter: a bar from -60 to 0 dBFS and the figure in words. */

import { byId, write } from '../../shared/elements.js';

const FLOOR = -60;

export class Meter {
  /** @param {string} id of the bar; its text has the same with `-text` */
  constructor(id) {
    this.bar = byId(id);
    this.fill = /** @type {HTMLElement} */ (this.bar.firstElementChild);
    this.text = byId(`${id}-text`);
  }

  /** @param {number | null} level dBFS */
  show(level) {
    const shown = Math.min(0, Math.max(FLOOR, level ?? FLOOR));
    this.bar.setAttribute('aria-valuenow', String(Math.round(shown)));
    const words = shown <= FLOOR ? 'silent' : `${Math.round(shown)} dB`;
    this.bar.setAttribute('aria-valuetext', words);
    this.fill.style.clipPath = `inset(0 ${(100 * shown) / FLOOR}% 0 0 round 1rem)`;
    write(this.text, words);
  }
}
