/** The settings dialog: every change counts at once. */

import { byId, make } from '../../shared/elements.js';
import { canChooseOutput, listDevices, sinkId } from '../audio/devices.js';
import { testTone } from '../audio/tones.js';
import { DEFAULT_DEVICE, deviceId } from '../store/settings.js';

const TEXTS = /** @type {const} */ (['name', 'caller', 'prefix', 'domain']);
const SWITCHES = /** @type {const} */ (['echoCancellation', 'noiseSuppression', 'autoGainControl', 'keyTones']);
const RANGES = /** @type {const} */ (['gain', 'volume']);
const DEVICES = /** @type {const} */ ({ microphone: 'audioinput', speaker: 'audiooutput', ringer: 'audiooutput' });

/** @typedef {keyof typeof DEVICES} DeviceSetting */

const field = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (byId(id));

export class SettingsView {
  #dialog = /** @type {HTMLDialogElement} */ (byId('settings'));

  /** @param {import('../phone.js').Phone} phone */
  constructor(phone) {
    this.phone = phone;
    byId('open-settings').addEventListener('click', () => this.open());
    byId('test-tone').addEventListener('click', async () => testTone(await sinkId(phone.settings.now.speaker)));
    TEXTS.forEach((id) => field(id).addEventListener('change', () => this.#text(id)));
    SWITCHES.forEach((id) => field(id).addEventListener('change', () => this.#change({ [id]: field(id).checked }, true)));
    RANGES.forEach((id) => field(id).addEventListener('input', () => this.#range(id)));
    field('audio-path').addEventListener('change', () => this.#change({ path: field('audio-path').value }));
    field('relayOnly').addEventListener('change', () => this.#change({ relayOnly: field('relayOnly').checked }));
    this.#devices().forEach((id) => field(id).addEventListener('change', () => this.#device(id)));
    document.querySelectorAll('.needs-sink').forEach((each) => each.toggleAttribute('hidden', !canChooseOutput));
    navigator.mediaDevices?.addEventListener('devicechange', () => this.#dialog.open && this.#fillDevices());
  }

  async open() {
    const now = this.phone.settings.now;
    TEXTS.forEach((id) => (field(id).value = now[id]));
    SWITCHES.forEach((id) => (field(id).checked = now[id]));
    RANGES.forEach((id) => (field(id).value = String(now[id])));
    field('audio-path').value = now.path;
    field('relayOnly').checked = now.relayOnly;
    this.#dialog.showModal();
    await this.#fillDevices();
  }

  async #fillDevices() {
    const present = await listDevices();
    this.#devices().forEach((id) => {
      const ofKind = present.filter((each) => each.kind === DEVICES[id] && each.deviceId !== 'default' && each.deviceId !== '');
      field(id).replaceChildren(
        make('option', { value: '' }, 'Default of this computer'),
        ...ofKind.map((each, i) => make('option', { value: each.deviceId }, each.label || `Device ${i + 1}`)),
      );
      field(id).value = deviceId(this.phone.settings.now[id], ofKind);
    });
  }

  #text(/** @type {typeof TEXTS[number]} */ id) {
    if (field(id).reportValidity()) {
      this.#change({ [id]: field(id).value.trim() });
    }
    if (id === 'name' && field(id).value && 'Notification' in window && Notification.permission === 'default') {
      Notification.requestPermission();
    }
  }

  #range(/** @type {typeof RANGES[number]} */ id) {
    const value = Number(field(id).value);
    this.#change({ [id]: value });
    if (id === 'gain' && this.phone.call) {
      this.phone.call.microphone.gain = value;
    }
  }

  #device(/** @type {DeviceSetting} */ id) {
    const select = /** @type {HTMLSelectElement} */ (byId(id));
    const chosen = select.value ? { id: select.value, label: select.selectedOptions[0].label } : DEFAULT_DEVICE;
    this.#change({ [id]: chosen }, id === 'microphone');
  }

  #change(/** @type {object} */ changes, reopenMicrophone = false) {
    this.phone.settings.change(changes);
    this.phone.applySettings();
    if (reopenMicrophone && this.phone.busy) {
      this.phone.call?.microphone.open(this.phone.settings.now).catch(() => {
        // The device that was in use stays.
      });
    }
  }

  #devices() {
    return /** @type {DeviceSetting[]} */ (Object.keys(DEVICES));
  }
}
