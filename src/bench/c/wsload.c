// The load driver for audio sockets: N WebSocket callers of 16 kHz PCM, 640 bytes each 20 ms, towards a server that echoes them.
//
//   wsload --port P --calls N --seconds S [--warmup W] [--pid SERVER] [--label TEXT] [--raw]
//
// Each caller opens /ws, sends `invite` and `play tandem:echo` (not with --raw: a server that returns every frame as it is), and
// then a frame every 20 ms whose samples all are its number; the number that comes back tells what was lost and how long it took.
// Phases are spread evenly. The first W seconds are not counted. Frames are masked (RFC 6455 §5.3) with a key that changes by frame. Prints one
// line of JSON: round trips in µs, CPU of the server and of this program as percent of one core per 1,000 calls.
#define _GNU_SOURCE
#include "histogram.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define SECOND_NANOS 1000000000LL
#define FRAME_NANOS 20000000LL
#define PCM 640
#define RING 256           // frames whose time of sending is kept: 5 s
#define LOUDEST 8192       // numbers stay small, so that no stage of the echo clips them
#define BUFFER 65536

struct caller {
    int fd;
    uint32_t next;          // number of the next frame
    uint32_t expected;      // number of the frame that should come back next, 0 = none came yet
    int64_t sent_at[RING];
    uint8_t in[BUFFER];
    int filled;
};

static struct caller *callers;
static int calls, port, raw, measuring;
static struct histogram round_trip, lateness;
static uint64_t sent, received, lost, refused;

static void die(const char *what) {
    perror(what);
    exit(1);
}

static int64_t now_nanos(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * SECOND_NANOS + t.tv_nsec;
}

static void write_frame(struct caller *caller, int opcode, const uint8_t *payload, int length) {
    uint8_t frame[8 + 1024];
    int at = 0;
    uint32_t key = (uint32_t)now_nanos() * 2654435761u;
    frame[at++] = (uint8_t)(0x80 | opcode);
    if (length < 126) {
        frame[at++] = (uint8_t)(0x80 | length);
    } else {
        frame[at++] = 0x80 | 126;
        frame[at++] = (uint8_t)(length >> 8);
        frame[at++] = (uint8_t)length;
    }
    memcpy(frame + at, &key, 4);
    at += 4;
    for (int i = 0; i < length; i++) frame[at + i] = payload[i] ^ (uint8_t)(key >> 8 * (i & 3));
    ssize_t written = write(caller->fd, frame, (size_t)(at + length));
    if (written != at + length && measuring) refused++;
}

static void write_text(struct caller *caller, const char *text) {
    write_frame(caller, 1, (const uint8_t *)text, (int)strlen(text));
}

static void open_caller(struct caller *caller) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    char buffer[512];
    int on = 1, filled = 0;
    caller->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (caller->fd < 0 || connect(caller->fd, (struct sockaddr *)&to, sizeof to) < 0) die("connect");
    setsockopt(caller->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    dprintf(caller->fd, "GET /ws?dump=false&ping=0 HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    do {
        if (read(caller->fd, buffer + filled, 1) != 1) die("handshake");
        filled++;
    } while (filled < 4 || memcmp(buffer + filled - 4, "\r\n\r\n", 4) != 0);
    if (memcmp(buffer, "HTTP/1.1 101", 12) != 0) {
        fprintf(stderr, "handshake: %.*s (expected: HTTP/1.1 101)\n", filled, buffer);
        exit(1);
    }
    if (!raw) {
        write_text(caller, "{\"command\":\"invite\",\"option\":{}}");
        write_text(caller, "{\"command\":\"play\",\"url\":\"tandem:echo\"}");
    }
}

// Numbers 1 to LOUDEST-1; 0 is silence.
static int value(uint32_t number) { return (int)(number % (LOUDEST - 1)) + 1; }

static void send_frame(struct caller *caller, int64_t now) {
    int16_t pcm[PCM / 2];
    for (int i = 0; i < PCM / 2; i++) pcm[i] = (int16_t)value(caller->next);
    caller->sent_at[caller->next % RING] = now;
    caller->next++;
    write_frame(caller, 2, (const uint8_t *)pcm, PCM);
    if (measuring) sent++;
}

// The middle sample: the ends of a frame may be ramps where a playout was cut.
static void heard(struct caller *caller, const uint8_t *payload, int length, int64_t now) {
    if (length != PCM) return;
    int16_t sample;
    memcpy(&sample, payload + PCM / 2, 2);
    uint32_t back = 0;
    while (back < RING && back < caller->next && value(caller->next - 1 - back) != sample) back++;
    if (sample == 0 || back == RING || back == caller->next) return;
    uint32_t number = caller->next - 1 - back;
    if (measuring) {
        received++;
        if (caller->expected != 0 && number > caller->expected) lost += number - caller->expected;
        histogram_add(&round_trip, now - caller->sent_at[number % RING]);
    }
    caller->expected = number + 1;
}

static void read_frames(struct caller *caller, int64_t now) {
    ssize_t count = recv(caller->fd, caller->in + caller->filled, (size_t)(BUFFER - caller->filled), MSG_DONTWAIT);
    if (count <= 0) {
        if (count < 0 && errno == EAGAIN) return;
        fprintf(stderr, "a socket ended\n");
        exit(1);
    }
    caller->filled += (int)count;
    int at = 0;
    while (caller->filled - at >= 2) {
        int length = caller->in[at + 1] & 0x7F, header = length == 126 ? 4 : 2;
        if (caller->filled - at < header) break;
        if (length == 126) length = caller->in[at + 2] << 8 | caller->in[at + 3];
        if (caller->filled - at < header + length) break;
        if ((caller->in[at] & 0xF) == 2) heard(caller, caller->in + at + header, length, now);
        at += header + length;
    }
    memmove(caller->in, caller->in + at, (size_t)(caller->filled - at));
    caller->filled -= at;
}

static double cpu_of(int pid) {
    if (pid == 0) return 0;
    char path[64];
    unsigned long user, kernel;
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *file = fopen(path, "r");
    if (file == NULL) die(path);
    if (fscanf(file, "%*d (%*[^)]) %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &kernel) != 2) die(path);
    fclose(file);
    return (double)(user + kernel) / (double)sysconf(_SC_CLK_TCK);
}

static double own_cpu(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

int main(int argc, char **argv) {
    int seconds = 10, warmup = 5, pid = 0;
    const char *label = "";
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--raw") == 0) raw = 1;
        else if (i + 1 == argc) { fprintf(stderr, "%s (expected: a value after it)\n", argv[i]); return 2; }
        else if (strcmp(argv[i], "--port") == 0) port = atoi(argv[++i]);
        else if (strcmp(argv[i], "--calls") == 0) calls = atoi(argv[++i]);
        else if (strcmp(argv[i], "--seconds") == 0) seconds = atoi(argv[++i]);
        else if (strcmp(argv[i], "--warmup") == 0) warmup = atoi(argv[++i]);
        else if (strcmp(argv[i], "--pid") == 0) pid = atoi(argv[++i]);
        else if (strcmp(argv[i], "--label") == 0) label = argv[++i];
        else { fprintf(stderr, "%s (expected: see the head of wsload.c)\n", argv[i]); return 2; }
    }
    callers = calloc((size_t)calls, sizeof *callers);
    int poll = epoll_create1(0);
    if (callers == NULL || poll < 0) die("start");
    for (int i = 0; i < calls; i++) {
        open_caller(&callers[i]);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &callers[i]};
        if (epoll_ctl(poll, EPOLL_CTL_ADD, callers[i].fd, &event) < 0) die("epoll_ctl");
    }
    int64_t start = now_nanos(), begin = start + warmup * SECOND_NANOS, end = begin + seconds * SECOND_NANOS, now = start;
    double server_cpu = 0, driver_cpu = 0;
    // Frame number f of caller c is due at start + f * 20 ms + c * 20 ms / calls.
    for (int64_t turn = 0; now < end; turn++) {
        int64_t due = start + turn * FRAME_NANOS / calls;
        while ((now = now_nanos()) < due) {
            struct epoll_event events[256];
            // A millisecond at least, so that this program sleeps; what falls due meanwhile leaves together.
            int64_t millis = (due - now) / 1000000 + 1;
            int ready = epoll_wait(poll, events, 256, (int)millis);
            now = now_nanos();
            for (int i = 0; i < ready; i++) read_frames(events[i].data.ptr, now);
        }
        if (!measuring && now >= begin) {
            measuring = 1;
            server_cpu = cpu_of(pid);
            driver_cpu = own_cpu();
        }
        if (measuring) histogram_add(&lateness, now - due);
        send_frame(&callers[turn % calls], now);
    }
    double share = 100.0 * 1000 / calls / seconds;
    printf("{\"label\":\"%s\",\"calls\":%d,\"sent\":%llu,\"received\":%llu,\"lost\":%llu,\"refused\":%llu,\"serverCpu\":%.1f,\"driverCpu\":%.1f,",
           label, calls, (unsigned long long)sent, (unsigned long long)received, (unsigned long long)lost, (unsigned long long)refused,
           (cpu_of(pid) - server_cpu) * share, (own_cpu() - driver_cpu) * share);
    histogram_print("roundTrip", &round_trip);
    printf(",");
    histogram_print("lateness", &lateness);
    printf("}\n");
    return 0;
}
