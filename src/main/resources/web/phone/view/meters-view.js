/** Level meters of both directions, 20 times a second, and the hint for who speaks while muted. */

import { byId, write } from '../../shared/elements.js';
import { share } from '../audio/level.js';

const PERIOD_MS = 50;
const SPEECH_DB = -40;
const SPEAKING_MS = 1000;
const PAUSE_MS = 400;
const HINT = 'You are muted, but speaking.';

export class MetersView {
  #spokeSince = 0;
  #spokeLast = 0;

  /** @param {import('../phone.js').Phone} phone */
  constructor(phone) {
    this.phone = phone;
    setInterval(() => this.#tick(performance.now()), PERIOD_MS);
  }

  #tick(/** @type {number} */ now) {
    const { call } = this.phone;
    if (!call || call.ended) {
      return;
    }
    const own = call.microphone.level.read(now);
    const far = call.speaker.level?.read(now) ?? { level: -60, peak: -60 };
    draw('meter-own', own);
    draw('meter-far', far);
    byId('avatar').style.setProperty('--loudness', share(far.level).toFixed(3));
    byId('meter-own').classList.toggle('off', call.muted || call.held);
    this.#hint(call.muted && own.level > SPEECH_DB, call.muted, now);
  }

  /** Speech has pauses: a second of it counts although single syllables are shorter. */
  #hint(/** @type {boolean} */ speaking, /** @type {boolean} */ muted, /** @type {number} */ now) {
    if (speaking) {
      this.#spokeSince ||= now;
      this.#spokeLast = now;
    } else if (now - this.#spokeLast > PAUSE_MS) {
      this.#spokeSince = 0;
    }
    if (this.#spokeSince && now - this.#spokeSince >= SPEAKING_MS) {
      write(byId('hint'), HINT);
    } else if (!muted) {
      write(byId('hint'), '');
    }
  }
}

function draw(/** @type {string} */ id, /** @type {{level: number, peak: number}} */ { level, peak }) {
  const meter = byId(id);
  meter.style.setProperty('--level', share(level).toFixed(3));
  meter.style.setProperty('--held', share(peak).toFixed(3));
}
