/** Plays what the other side says on the chosen loudspeaker, and measures it. */

import { audioContext } from './context.js';
import { canChooseOutput, sinkId } from './devices.js';
import { Level } from './level.js';

/** @typedef {import('../store/settings.js').Settings} Settings */

export class Speaker {
  #element = new Audio();
  /** @type {MediaStreamAudioSourceNode | null} */
  #tap = null;
  /** @type {Level | null} */
  level = null;

  /** @param {MediaStream} stream @param {Readonly<Settings>} settings */
  async play(stream, settings) {
    this.#element.srcObject = stream;
    this.#tap?.disconnect();
    this.#tap = new MediaStreamAudioSourceNode(audioContext(), { mediaStream: stream });
    this.level = new Level(this.#tap);
    await this.apply(settings);
    // Not awaited: a stream plays only once something comes, which may be after the bridge that waits for this leg.
    this.#element.play().catch(() => {});
  }

  /** @param {Readonly<Settings>} settings */
  async apply(settings) {
    this.#element.volume = settings.volume;
    if (canChooseOutput) {
      await this.#element.setSinkId(await sinkId(settings.speaker)).catch(() => this.#element.setSinkId(''));
    }
  }

  /** Silence while the call is on hold. */
  set held(/** @type {boolean} */ held) {
    this.#element.muted = held;
  }

  close() {
    this.#element.pause();
    this.#element.srcObject = null;
    this.#tap?.disconnect();
  }
}
