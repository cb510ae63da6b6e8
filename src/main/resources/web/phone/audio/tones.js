/** Tones that the page makes itself: keys, ringing of a call that comes in, ringback of one that goes out. */

import { audioContext } from './context.js';
import { canChooseOutput, sinkId } from './devices.js';

const LOW = [697, 770, 852, 941];
const HIGH = [1209, 1336, 1477];
const KEYS = ['123', '456', '789', '*0#'];

/** Frequencies in Hz and seconds of one round: sounding, then pausing. */
const RINGBACK = { hertz: [425], bursts: [1], round: 5, gain: 0.06 };
const RING = { hertz: [523, 659], bursts: [0.4, 0.4], round: 3, gain: 0.18 };

/** The two tones of a key, for the ear only. @param {string} key */
export function keyTone(key) {
  const row = KEYS.findIndex((each) => each.includes(key));
  if (row >= 0) {
    const context = audioContext();
    const hertz = [LOW[row], HIGH[KEYS[row].indexOf(key)]];
    burst(context, context.destination, hertz, context.currentTime, 0.11, 0.05);
  }
}

/** A short tone to try the loudspeaker. @param {string} device id for setSinkId */
export async function testTone(device) {
  const output = new Output();
  await output.start(device);
  burst(output.context, output.node, [440], output.context.currentTime + 0.05, 0.9, 0.2);
  setTimeout(() => output.close(), 1300);
}

/** Ringing until it is stopped. */
export class Ringing {
  #pattern;
  #device;
  /** @type {Output | null} */
  #output = null;
  #timer = 0;

  /** @param {'ring' | 'ringback'} kind @param {import('../store/settings.js').Device} device */
  constructor(kind, device) {
    this.#pattern = kind === 'ring' ? RING : RINGBACK;
    this.#device = device;
  }

  async start() {
    const output = new Output();
    this.#output = output;
    await output.start(await sinkId(this.#device));
    if (this.#output === output) {
      this.#round();
      this.#timer = window.setInterval(() => this.#round(), this.#pattern.round * 1000);
    }
  }

  stop() {
    clearInterval(this.#timer);
    this.#output?.close();
    this.#output = null;
  }

  #round() {
    const output = this.#output;
    if (output) {
      let at = output.context.currentTime + 0.05;
      this.#pattern.bursts.forEach((length) => {
        burst(output.context, output.node, this.#pattern.hertz, at, length, this.#pattern.gain);
        at += length + 0.2;
      });
    }
  }
}

/** A way to a loudspeaker of its own choice. */
class Output {
  context = audioContext();
  node = new MediaStreamAudioDestinationNode(this.context);
  #element = new Audio();

  async start(/** @type {string} */ device) {
    this.#element.srcObject = this.node.stream;
    if (canChooseOutput && device) {
      await this.#element.setSinkId(device).catch(() => this.#element.setSinkId(''));
    }
    await this.#element.play().catch(() => {
      // The user has not touched the page yet: the call is seen, not heard.
    });
  }

  close() {
    this.#element.pause();
    this.#element.srcObject = null;
  }
}

function burst(
  /** @type {AudioContext} */ context,
  /** @type {AudioNode} */ to,
  /** @type {number[]} */ hertz,
  /** @type {number} */ at,
  /** @type {number} */ seconds,
  /** @type {number} */ loudness,
) {
  const gain = new GainNode(context, { gain: 0 });
  gain.connect(to);
  // Ramps of 10 ms: a tone that begins at once clicks.
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(loudness, at + 0.01);
  gain.gain.setValueAtTime(loudness, at + seconds - 0.01);
  gain.gain.linearRampToValueAtTime(0, at + seconds);
  hertz.forEach((frequency) => {
    const oscillator = new OscillatorNode(context, { frequency });
    oscillator.connect(gain);
    oscillator.start(at);
    oscillator.stop(at + seconds);
  });
}
