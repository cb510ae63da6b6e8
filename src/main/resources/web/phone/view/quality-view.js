/** The quality bars with their explanation, and the panel with warnings and facts. */

import { byId, icon, make, show, write } from '../../shared/elements.js';
import { report, snapshot } from '../diagnostics.js';
import { toast } from './messages.js';
import { openTab } from './tabs-view.js';

const number = (/** @type {number | null | undefined} */ value, /** @type {string} */ unit, digits = 0) =>
  value === null || value === undefined ? '–' : `${value.toFixed(digits)} ${unit}`.trim();

/** Below this nobody hears anything. */
const SILENCE_DBFS = -60;

function heard(/** @type {{dbfs: number, hertz: number} | null} */ received) {
  if (!received) {
    return '–';
  }
  const { dbfs, hertz } = received;
  return dbfs < SILENCE_DBFS ? 'silence' : `${number(dbfs, 'dBFS')}, strongest at ${number(hertz, 'Hz')}`;
}

export class QualityView {
  /** @param {import('../phone.js').Phone} phone @param {import('../quality/monitor.js').Monitor} monitor */
  constructor(phone, monitor) {
    this.phone = phone;
    this.monitor = monitor;
    monitor.addEventListener('change', () => this.render());
    byId('quality').addEventListener('click', () => openTab('health'));
    byId('copy-report').addEventListener('click', async () => {
      await navigator.clipboard.writeText(report());
      toast('The report is in the clipboard.');
    });
  }

  render() {
    const { judgement, sample, warnings } = this.monitor;
    const { call } = this.phone;
    const socket = call?.leg?.audio.kind === 'websocket';
    show(byId('quality'), !!call && !call.ended && call.connectedAt > 0);
    byId('bars').dataset.bars = String(judgement.bars);
    byId('bars').classList.toggle('unmeasured', socket);
    const word = socket ? 'WebSocket' : judgement.mos === null ? 'measuring' : judgement.word;
    write(byId('quality-word'), word);
    byId('quality').setAttribute('aria-label', `Quality: ${word}. Open the details`);
    this.#tip(socket);
    this.#warnings(warnings);
    this.#facts(sample);
  }

  #tip(/** @type {boolean} */ socket) {
    const { judgement, sample } = this.monitor;
    const lines = socket
      ? ['Audio goes over a WebSocket: nothing is lost, but a slow network delays it.', `Waiting to be played: ${number(sample?.buffer, 'ms')}`]
      : [
          `Score (MOS): ${number(judgement.mos, '', 2)}`,
          `Round trip: ${number(sample?.rtt, 'ms')}`,
          `Jitter: ${number(sample?.jitter, 'ms')}`,
          `Loss: ${number(sample?.loss, '%', 1)}`,
          `Codec: ${sample?.codec ?? '–'}`,
          `Path: ${sample?.path ? `${sample.path.local} → ${sample.path.remote}, ${sample.path.protocol}` : '–'}`,
        ];
    byId('quality-tip').replaceChildren(...lines.map((line) => make('span', {}, line)));
  }

  #warnings(/** @type {{code: string, text: string, info?: boolean}[]} */ warnings) {
    byId('warnings').replaceChildren(
      ...warnings.map(({ code, text, info }) =>
        make('li', { class: info ? 'info' : 'bad', 'data-warning': code }, icon('warn'), text),
      ),
    );
  }

  #facts(/** @type {import('../quality/sampler.js').Sample | null} */ sample) {
    const now = snapshot();
    const facts = {
      'Audio by': now.path === 'webrtc' ? 'WebRTC' : now.path === 'websocket' ? 'WebSocket' : '–',
      'Score (MOS)': number(this.monitor.judgement.mos, '', 2),
      'Round trip': number(sample?.rtt, 'ms'),
      'Jitter, in and out': `${number(sample?.jitter, 'ms', 1)} · ${number(sample?.jitterUp, 'ms', 1)}`,
      'Loss, in and out': `${number(sample?.loss, '%', 1)} · ${number(sample?.lossUp, '%', 1)}`,
      'Jitter buffer': number(sample?.buffer, 'ms'),
      Concealed: number(sample?.concealment, '%', 1),
      Codec: sample?.codec ?? '–',
      Path: sample?.path ? `${sample.path.local} → ${sample.path.remote} (${sample.path.protocol})` : '–',
      'ICE, DTLS': now.ice ? `${now.ice}, ${now.dtls}` : '–',
      'First audio after': number(now.firstPacketAfterMs, 'ms'),
      'Heard now': heard(now.received),
      Microphone: now.microphone ?? '–',
      Session: now.session ?? '–',
      'Last error': now.errors.at(-1) ?? 'none',
    };
    byId('facts').replaceChildren(
      ...Object.entries(facts).map(([name, value]) => make('div', {}, make('dt', {}, name), make('dd', {}, value))),
    );
  }
}
