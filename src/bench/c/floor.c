// The floor: what the same work costs when nothing but the kernel is in the way. One epoll loop, a connected socket a call, a wheel
// of twenty 1 ms slots; at its slot a call sends the payload it received last under an RTP header of its own.
//
//   floor --streams N --local-port P --remote-port Q [--wake tick|packet]
//
// Stream i is bound to P + 2i and connected to Q + i. Prints one `127.0.0.1:port` a stream and runs until it is killed.
// --wake packet: also wakes up for every packet, as a plain selector loop does; tick (the cheaper one): reads once a slot.
#include "rtp.h"
#include <sys/epoll.h>
#include <sys/timerfd.h>

#define SLOTS 20
#define SLOT_NANOS (FRAME_NANOS / SLOTS)
#define EVENTS 256

struct call {
    int fd;
    uint16_t sequence;
    uint32_t timestamp;
    uint32_t ssrc;
    int heard;
    uint8_t packet[PCMU_PACKET];
};

static struct call *calls;
static int streams;

static void receive(struct call *call) {
    uint8_t datagram[2048];
    ssize_t length = recv(call->fd, datagram, sizeof datagram, 0);
    if (length != PCMU_PACKET) return;
    memcpy(call->packet + RTP_HEADER, datagram + RTP_HEADER, PCMU_PAYLOAD);
    call->heard = 1;
}

static void run_slot(int64_t slot) {
    for (int i = (int)(slot % SLOTS); i < streams; i += SLOTS) {
        struct call *call = &calls[i];
        if (!call->heard) continue;
        rtp_header(call->packet, call->sequence++, call->timestamp, call->ssrc);
        call->timestamp += PCMU_PAYLOAD;
        if (send(call->fd, call->packet, PCMU_PACKET, 0) < 0 && errno != ECONNREFUSED && errno != EAGAIN) die("send");
    }
}

static void read_ready(int poll, int timeout_millis, int timer) {
    struct epoll_event events[EVENTS];
    int ready;
    do {
        ready = epoll_wait(poll, events, EVENTS, timeout_millis);
        for (int i = 0; i < ready; i++) {
            if (events[i].data.ptr != NULL) {
                receive(events[i].data.ptr);
            } else {
                uint64_t expirations;
                if (read(timer, &expirations, sizeof expirations) < 0 && errno != EAGAIN) die("timerfd");
            }
        }
        timeout_millis = 0;
    } while (ready == EVENTS);
}

static int armed_timer(int poll, int64_t first) {
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    struct itimerspec every = {
        .it_interval = {.tv_nsec = SLOT_NANOS},
        .it_value = {.tv_sec = first / SECOND_NANOS, .tv_nsec = first % SECOND_NANOS}};
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
    if (timer < 0 || timerfd_settime(timer, TFD_TIMER_ABSTIME, &every, NULL) < 0) die("timerfd");
    if (epoll_ctl(poll, EPOLL_CTL_ADD, timer, &event) < 0) die("epoll_ctl");
    return timer;
}

int main(int argc, char **argv) {
    streams = atoi(option(argc, argv, "--streams", "0"));
    int local_port = atoi(option(argc, argv, "--local-port", "0"));
    int remote_port = atoi(option(argc, argv, "--remote-port", "0"));
    int wake_for_packets = strcmp(option(argc, argv, "--wake", "tick"), "packet") == 0;
    if (streams < 1 || local_port < 1 || remote_port < 1) {
        fprintf(stderr, "usage: floor --streams N --local-port P --remote-port Q [--wake tick|packet]\n");
        return 2;
    }
    prepare_process();
    calls = zeroed((size_t)streams, sizeof *calls);
    int poll = epoll_create1(0);
    if (poll < 0) die("epoll_create1");
    for (int i = 0; i < streams; i++) {
        struct call *call = &calls[i];
        call->fd = connected_socket(local_port + 2 * i, remote_port + i);
        call->ssrc = 0xF1000000u + (uint32_t)i;
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = call};
        if (epoll_ctl(poll, EPOLL_CTL_ADD, call->fd, &event) < 0) die("epoll_ctl");
        printf("127.0.0.1:%d\n", local_port + 2 * i);
    }
    fflush(stdout);

    int64_t slot = 0, first = now_nanos() + SLOT_NANOS;
    int timer = wake_for_packets ? armed_timer(poll, first) : -1;
    for (;;) {
        int64_t due = first + slot * SLOT_NANOS;
        if (wake_for_packets) {
            read_ready(poll, -1, timer);
            while (now_nanos() >= first + slot * SLOT_NANOS) run_slot(slot++);
        } else {
            sleep_until(due);
            read_ready(poll, 0, timer);
            run_slot(slot++);
        }
    }
}
