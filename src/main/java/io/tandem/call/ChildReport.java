package io.tandem.call;

/** What the children of a call tell it: the reports of every port. */
public sealed interface ChildReport extends CallActor.Message
        permits Transport.Report, Playback.Report, VoiceActivity.Report, Recording.Report, Bridging.Report {}
