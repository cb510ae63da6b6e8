// What the load driver and the floor share: RTP headers, loopback sockets, time, fatal errors.
#ifndef TANDEM_BENCH_RTP_H
#define TANDEM_BENCH_RTP_H

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define FRAME_NANOS 20000000LL
#define SECOND_NANOS 1000000000LL
#define FRAMES_PER_SECOND 50
#define RTP_HEADER 12
#define PCMU_PAYLOAD 160
#define PCMU_PACKET (RTP_HEADER + PCMU_PAYLOAD)

static inline void die(const char *what) {
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

static inline int64_t now_nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * SECOND_NANOS + now.tv_nsec;
}

static inline void sleep_until(int64_t nanos) {
    struct timespec until = {.tv_sec = nanos / SECOND_NANOS, .tv_nsec = nanos % SECOND_NANOS};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR) {
    }
}

// Wake-ups as exact as the kernel can, and room for two descriptors a stream.
static inline void prepare_process(void) {
    prctl(PR_SET_TIMERSLACK, 1UL);
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
}

static inline void rtp_header(uint8_t *packet, uint16_t sequence, uint32_t timestamp, uint32_t ssrc) {
    packet[0] = 0x80;
    packet[1] = 0;  // PCMU, no marker
    uint16_t wire_sequence = htons(sequence);
    uint32_t wire_timestamp = htonl(timestamp), wire_ssrc = htonl(ssrc);
    memcpy(packet + 2, &wire_sequence, 2);
    memcpy(packet + 4, &wire_timestamp, 4);
    memcpy(packet + 8, &wire_ssrc, 4);
}

static inline uint16_t rtp_sequence(const uint8_t *packet) {
    return (uint16_t)(packet[2] << 8 | packet[3]);
}

static inline uint32_t rtp_ssrc(const uint8_t *packet) {
    uint32_t wire;
    memcpy(&wire, packet + 8, 4);
    return ntohl(wire);
}

static inline struct sockaddr_in loopback(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

// A non-blocking UDP socket of 127.0.0.1 between two given ports.
static inline int connected_socket(int local_port, int remote_port) {
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    struct sockaddr_in local = loopback(local_port), remote = loopback(remote_port);
    if (fd < 0 || bind(fd, (struct sockaddr *)&local, sizeof local) < 0) die("bind");
    if (connect(fd, (struct sockaddr *)&remote, sizeof remote) < 0) die("connect");
    return fd;
}

static inline void *zeroed(size_t count, size_t size) {
    void *memory = calloc(count, size);
    if (memory == NULL) die("calloc");
    return memory;
}

// The value of `--name value`, or the default; the programs take nothing but such pairs.
static inline const char *option(int argc, char **argv, const char *name, const char *otherwise) {
    for (int i = 1; i + 1 < argc; i += 2)
        if (strcmp(argv[i], name) == 0) return argv[i + 1];
    return otherwise;
}

#endif
