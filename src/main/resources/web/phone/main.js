/** Puts the page together. */

import { byId, write } from '../shared/elements.js';
import { themeSwitch } from '../shared/theme.js';
import { unlockOnFirstTouch } from './audio/context.js';
import { PRESENCE_WORDS } from './call/words.js';
import { watch } from './diagnostics.js';
import { Phone } from './phone.js';
import { Monitor } from './quality/monitor.js';
import { CallHistory } from './store/history.js';
import { SettingsStore } from './store/settings.js';
import { CallView } from './view/call-view.js';
import { DialView } from './view/dial-view.js';
import { EventsView } from './view/events-view.js';
import { IncomingView } from './view/incoming-view.js';
import { listenToKeyboard } from './view/keyboard.js';
import { dismissNotice, notice, toast } from './view/messages.js';
import { MetersView } from './view/meters-view.js';
import { PadView } from './view/pad-view.js';
import { QualityView } from './view/quality-view.js';
import { RecentView } from './view/recent-view.js';
import { SettingsView } from './view/settings-view.js';
import { openTab, setUpTabs } from './view/tabs-view.js';
import { TalkView } from './view/talk-view.js';
import { TokenView } from './view/token-view.js';

const storage = storageOrNull();
const phone = new Phone(new SettingsStore(storage), new CallHistory(storage));
const monitor = new Monitor(phone);
watch(phone, monitor);

const dial = new DialView(phone);
const callView = new CallView(phone);
const pad = new PadView(phone.settings);
const talk = new TalkView();
const events = new EventsView();
const quality = new QualityView(phone, monitor);
const views = [dial, callView, new RecentView(phone), new IncomingView(phone), new TokenView(phone), quality];
new MetersView(phone);
new SettingsView(phone);
themeSwitch(/** @type {HTMLButtonElement} */ (byId('theme')));
setUpTabs();
listenToKeyboard(phone, pad, callView);
unlockOnFirstTouch();

pad.onPlus = () => !phone.call && dial.type('+');
pad.onKey = (key) => {
  if (phone.busy) {
    phone.call?.press(key);
    callView.sent(key);
  } else if (!phone.call) {
    dial.type(key);
  }
};

phone.addEventListener('change', render);
phone.addEventListener('call', ({ detail }) => {
  dismissNotice();
  talk.begin(detail);
  events.begin();
  openTab('talk');
});
phone.addEventListener('server', ({ detail: { call, event, side } }) => {
  if (call === phone.call) {
    talk.add(event, side === 'far' ? call.facts.name : 'You');
    events.add(event, side);
  }
});
phone.addEventListener('missed', ({ detail }) => toast(detail));
addEventListener('beforeunload', (event) => phone.busy && event.preventDefault());
addEventListener('pagehide', () => phone.call?.hangup());

render();
phone.connect();

function render() {
  byId('presence').dataset.state = phone.presence;
  write(byId('presence-text'), presenceText());
  write(byId('path'), pathText());
  if (phone.presence === 'insecure') {
    notice('This page cannot use the microphone here', insecureHelp());
  }
  views.forEach((view) => view.render());
}

function presenceText() {
  const { name } = phone.settings.now;
  return phone.presence === 'ready' && name ? `Ready as ${name}` : PRESENCE_WORDS[phone.presence];
}

/** Says how audio goes, and why not better. */
function pathText() {
  if (phone.presence !== 'ready' && phone.presence !== 'registering') {
    return '';
  }
  const { path, settings } = phone.busy && phone.call ? phone.call.facts : { path: phone.path, settings: phone.settings.now };
  if (path === 'webrtc') {
    return settings.relayOnly ? 'Audio by WebRTC, only through a relay' : 'Audio by WebRTC';
  }
  if (phone.settings.now.path === 'websocket') {
    return 'Audio by WebSocket, as chosen in the settings';
  }
  return `Audio by WebSocket: ${phone.webrtc.why || 'WebRTC is not available on this server'}`;
}

function insecureHelp() {
  return (
    'Browsers give it only to pages opened by https://, or by http://localhost on the server’s own machine. ' +
    `Open https://${location.host}/, or http://localhost:${location.port || 80}/ on that machine.`
  );
}

/** Private windows may forbid it. */
function storageOrNull() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
