/** Audio thread: the microphone as frames of 20 ms, 16 kHz, 16 bit, for the socket. */

import { Resampler } from './resampler.js';

const RATE = 16000;
const FRAME = 320;

class Capture extends AudioWorkletProcessor {
  #resampler = new Resampler(sampleRate, RATE);
  #frame = new Int16Array(FRAME);
  #filled = 0;

  /** @param {Float32Array[][]} inputs */
  process(inputs) {
    const channel = inputs[0][0];
    if (channel) {
      this.#resampler.process(channel).forEach((sample) => this.#push(sample));
    }
    return true;
  }

  #push(/** @type {number} */ sample) {
    this.#frame[this.#filled++] = Math.round(Math.min(1, Math.max(-1, sample)) * 32767);
    if (this.#filled === FRAME) {
      this.port.postMessage(this.#frame.buffer, [this.#frame.buffer]);
      this.#frame = new Int16Array(FRAME);
      this.#filled = 0;
    }
  }
}

registerProcessor('tandem-capture', Capture);
