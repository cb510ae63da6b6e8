/** Audio thread: frames of the socket, 16 kHz, 16 bit, through the jitter buffer to the loudspeaker. */

import { PlayoutBuffer } from './playout-buffer.js';
import { Resampler } from './resampler.js';

const RATE = 16000;
const REPORT_SECONDS = 1;

class Playout extends AudioWorkletProcessor {
  #buffer = new PlayoutBuffer(sampleRate);
  #resampler = new Resampler(RATE, sampleRate);
  #reportAt = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }) => {
      const frame = Float32Array.from(new Int16Array(data), (sample) => sample / 32768);
      this.#buffer.write(this.#resampler.process(frame));
    };
  }

  /** @param {Float32Array[][]} _inputs @param {Float32Array[][]} outputs */
  process(_inputs, outputs) {
    const [first, ...others] = outputs[0];
    this.#buffer.read(first);
    others.forEach((channel) => channel.set(first));
    if (currentTime >= this.#reportAt) {
      this.#reportAt = currentTime + REPORT_SECONDS;
      const { gaps, dropped, length } = this.#buffer;
      this.port.postMessage({ gaps, dropped, waiting: (1000 * length) / sampleRate });
    }
    return true;
  }
}

registerProcessor('tandem-playout', Playout);
