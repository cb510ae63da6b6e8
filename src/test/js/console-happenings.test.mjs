import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe } from '../../main/resources/web/console/view/happenings.js';

test('the same event means the caller or a playback, by its track', () => {
  assert.equal(describe('event', { event: 'trackStart', trackId: 'c' }, 'c').text, 'Audio of the caller begins');
  assert.equal(
    describe('event', { event: 'trackStart', trackId: 'server-side-track', playId: 'hello.wav' }, 'c').text,
    'Playback begins: hello.wav',
  );
});

test('a hang-up says who and why in both spellings', () => {
  const text = (reason) => describe('event', { event: 'hangup', initiator: 'caller', reason }, 'c').text;
  assert.equal(text('Some(ByCaller)'), 'Hung up by the caller: ByCaller');
  assert.equal(text('ByCaller'), 'Hung up by the caller: ByCaller');
  assert.equal(text('Some(Other("tired"))'), 'Hung up by the caller: tired');
});

test('commands show what they are about', () => {
  assert.deepEqual(describe('command', { command: 'play', url: 'a.wav' }, 'c'), { text: 'Command: play a.wav', tone: 'command' });
});

test('errors stand out, and what is not known is named', () => {
  assert.deepEqual(describe('event', { event: 'error', sender: 'vad', error: 'no model' }, 'c'), { text: 'vad: no model', tone: 'bad' });
  assert.equal(describe('event', { event: 'somethingNew' }, 'c').text, 'somethingNew');
});
