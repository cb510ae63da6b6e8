/** The user's microphone as a chain: device → gain → meter, and → mute → whoever sends it. Changing the device keeps the chain. */

import { audioContext } from './context.js';
import { Level } from './level.js';
import { MicrophoneProblem, constraints } from './devices.js';

/** @typedef {import('../store/settings.js').Settings} Settings */

export class Microphone {
  #context = audioContext();
  #gain = new GainNode(this.#context);
  #gate = new GainNode(this.#context);
  /** @type {MediaStream | null} */
  #device = null;
  /** @type {MediaStreamAudioSourceNode | null} */
  #source = null;
  #muted = false;
  #held = false;
  level = new Level(this.#gain);

  /** Told when the device went away and another took over. @type {(label: string) => void} */
  onReplaced = () => {};

  constructor() {
    this.#gain.connect(this.#gate);
  }

  /**
   * Opens the device of the settings, or the default one where that is gone; the user may be asked.
   *
   * @param {Readonly<Settings>} settings
   * @throws {MicrophoneProblem}
   */
  async open(settings) {
    let device;
    try {
      device = await navigator.mediaDevices.getUserMedia({ audio: await constraints(settings) });
    } catch (problem) {
      throw MicrophoneProblem.of(problem);
    }
    this.#stopDevice();
    this.#device = device;
    this.#source = new MediaStreamAudioSourceNode(this.#context, { mediaStream: device });
    this.#source.connect(this.#gain);
    this.#gain.gain.value = settings.gain;
    device.getAudioTracks()[0].addEventListener('ended', () => this.#onUnplugged(settings));
  }

  /** What is sent: silence while muted or held. */
  get output() {
    return this.#gate;
  }

  /** Name of the device in use, empty when none is open. */
  get label() {
    return this.#device?.getAudioTracks()[0]?.label ?? '';
  }

  get muted() {
    return this.#muted;
  }

  set muted(/** @type {boolean} */ muted) {
    this.#muted = muted;
    this.#setGate();
  }

  set held(/** @type {boolean} */ held) {
    this.#held = held;
    this.#setGate();
  }

  set gain(/** @type {number} */ gain) {
    this.#gain.gain.value = gain;
  }

  close() {
    this.#stopDevice();
    this.#gate.disconnect();
  }

  #setGate() {
    this.#gate.gain.value = this.#muted || this.#held ? 0 : 1;
  }

  async #onUnplugged(/** @type {Readonly<Settings>} */ settings) {
    try {
      await this.open(settings);
      this.onReplaced(this.label);
    } catch {
      this.onReplaced('');
    }
  }

  #stopDevice() {
    this.#source?.disconnect();
    this.#device?.getTracks().forEach((track) => track.stop());
    this.#device = null;
  }
}
