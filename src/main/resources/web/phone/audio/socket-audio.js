/** Audio over the control socket: 16 kHz PCM both ways, for networks and servers without WebRTC. */

import { audioContext } from './context.js';

/** @typedef {import('../quality/sampler.js').Sample} Sample */

export class SocketAudio {
  kind = /** @type {const} */ ('websocket');
  #playout;
  #capture;
  #output;
  #bytesIn = 0;
  #bytesOut = 0;
  #packets = 0;
  #waiting = 0;

  /** @param {AudioContext} context */
  constructor(context) {
    this.#capture = new AudioWorkletNode(context, 'tandem-capture', { numberOfOutputs: 0, channelCount: 1, channelCountMode: 'explicit' });
    this.#playout = new AudioWorkletNode(context, 'tandem-playout', { numberOfInputs: 0, outputChannelCount: [1] });
    this.#output = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    this.#playout.connect(this.#output);
    this.#playout.port.onmessage = ({ data }) => (this.#waiting = data.waiting);
  }

  /** @param {AudioNode} microphone @param {(frame: ArrayBuffer) => void} send takes 20 ms */
  static async open(microphone, send) {
    const context = audioContext();
    await Promise.all(
      ['capture', 'playout'].map((name) => context.audioWorklet.addModule(`/phone/audio/${name}-worklet.js`)),
    );
    const audio = new SocketAudio(context);
    audio.#capture.port.onmessage = ({ data }) => {
      audio.#bytesOut += data.byteLength;
      send(data);
    };
    microphone.connect(audio.#capture);
    return audio;
  }

  /** What the other side says. */
  get stream() {
    return this.#output.stream;
  }

  /** @param {ArrayBuffer} frame of the server */
  received(frame) {
    this.#packets++;
    this.#bytesIn += frame.byteLength;
    this.#playout.port.postMessage(frame, [frame]);
  }

  /** TCP loses nothing, so there is only the buffer to tell of. @returns {Promise<Sample>} */
  async sample() {
    const sample = {
      at: performance.now(),
      codec: 'pcm 16 kHz',
      rtt: null,
      jitter: null,
      jitterUp: null,
      loss: 0,
      lossUp: null,
      buffer: this.#waiting,
      concealment: 0,
      levelIn: null,
      levelOut: null,
      packets: this.#packets,
      bytesIn: this.#bytesIn,
      bytesOut: this.#bytesOut,
      path: null,
    };
    this.#bytesIn = 0;
    this.#bytesOut = 0;
    return sample;
  }

  close() {
    this.#capture.port.onmessage = null;
    this.#capture.disconnect();
    this.#playout.disconnect();
  }
}
