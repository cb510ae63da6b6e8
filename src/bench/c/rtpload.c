// The load driver: N RTP streams of PCMU towards an echoing server, judged at the far end by the kernel's receive timestamps.
//
//   rtpload --targets FILE --local-port P --seconds S [--warmup W] [--pid SERVER] [--label TEXT]
//
// FILE holds one `127.0.0.1:port` a stream ("-" = standard input); stream i sends from port P + i. Phases are spread evenly over the
// 20 ms frame on a grid of 200 µs. The first W seconds are not counted. Prints one line of JSON: durations in µs, the server's CPU as
// percent of one core per 1,000 streams. `deviation` is |inter-arrival − 20 ms| of consecutive packets of a stream, `lateness` how
// late this program itself sent: a run with a large lateness says nothing about the server.
#include "rtp.h"
#include "histogram.h"
#include <math.h>

#define PHASES 100
#define PHASE_NANOS (FRAME_NANOS / PHASES)
#define TONES 5  // a 440 Hz tone repeats after five packets
#define BATCH 4

struct stream {
    int fd;
    uint32_t ssrc;
    int heard;
    uint32_t heard_ssrc;
    uint16_t heard_sequence;
    int64_t heard_nanos;
};

struct usage {
    double cpu_seconds;
    long rss_kib;
};

static struct stream *streams;
static int count;
static int measuring;
static struct histogram deviation, lateness;
static uint64_t sent, refused, received, lost, reordered, audible;

static uint8_t ulaw(int sample) {
    int sign = sample < 0 ? 0x80 : 0, magnitude = (sample < 0 ? -sample : sample) + 0x84, exponent = 7;
    if (magnitude > 0x7FFF) magnitude = 0x7FFF;
    while (exponent > 0 && (magnitude & 0x80 << exponent) == 0) exponent--;
    return (uint8_t)~(sign | exponent << 4 | (magnitude >> (exponent + 3) & 15));
}

static void open_streams(const char *path, int local_port) {
    FILE *targets = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
    if (targets == NULL) die(path);
    int capacity = 0, port;
    char line[128];
    while (fgets(line, sizeof line, targets) != NULL) {
        if (sscanf(line, "127.0.0.1:%d", &port) != 1) {
            fprintf(stderr, "target: %s (expected: 127.0.0.1:port)\n", line);
            exit(2);
        }
        if (count == capacity) {
            capacity = capacity == 0 ? 256 : 2 * capacity;
            streams = realloc(streams, (size_t)capacity * sizeof *streams);
            if (streams == NULL) die("realloc");
        }
        int on = 1, fd = connected_socket(local_port + count, port);
        if (setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on) < 0) die("SO_TIMESTAMPNS");
        streams[count] = (struct stream){.fd = fd, .ssrc = 0x10AD0000u + (uint32_t)count};
        count++;
    }
}

static int64_t kernel_nanos(struct msghdr *message) {
    for (struct cmsghdr *part = CMSG_FIRSTHDR(message); part != NULL; part = CMSG_NXTHDR(message, part)) {
        if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SCM_TIMESTAMPNS) {
            struct timespec when;
            memcpy(&when, CMSG_DATA(part), sizeof when);
            return when.tv_sec * SECOND_NANOS + when.tv_nsec;
        }
    }
    fprintf(stderr, "no receive timestamp from the kernel\n");
    exit(1);
}

// µ-law silence is 0xFF or 0x7F.
static int is_audible(const uint8_t *payload, int length) {
    for (int i = 0; i < length; i++)
        if ((payload[i] & 0x7F) != 0x7F) return 1;
    return 0;
}

static void judge(struct stream *stream, const uint8_t *packet, int length, int64_t nanos) {
    if (length < RTP_HEADER) return;
    uint16_t sequence = rtp_sequence(packet);
    int step = (int16_t)(uint16_t)(sequence - stream->heard_sequence);
    int follows = stream->heard && stream->heard_ssrc == rtp_ssrc(packet);
    if (measuring) {
        received++;
        audible += (uint64_t)is_audible(packet + RTP_HEADER, length - RTP_HEADER);
        if (follows && step == 1) histogram_add(&deviation, nanos - stream->heard_nanos - FRAME_NANOS);
        if (follows && step > 1) lost += (uint64_t)(step - 1);
        if (follows && step < 1) reordered++;
    }
    if (follows && step < 1) return;
    stream->heard = 1;
    stream->heard_ssrc = rtp_ssrc(packet);
    stream->heard_sequence = sequence;
    stream->heard_nanos = nanos;
}

static void drain(struct stream *stream) {
    static uint8_t packets[BATCH][512], controls[BATCH][64];
    struct mmsghdr messages[BATCH];
    struct iovec parts[BATCH];
    int got;
    do {
        memset(messages, 0, sizeof messages);
        for (int i = 0; i < BATCH; i++) {
            parts[i] = (struct iovec){.iov_base = packets[i], .iov_len = sizeof packets[i]};
            messages[i].msg_hdr = (struct msghdr){
                .msg_iov = &parts[i], .msg_iovlen = 1, .msg_control = controls[i], .msg_controllen = sizeof controls[i]};
        }
        got = recvmmsg(stream->fd, messages, BATCH, MSG_DONTWAIT, NULL);
        for (int i = 0; i < got; i++)
            judge(stream, packets[i], (int)messages[i].msg_len, kernel_nanos(&messages[i].msg_hdr));
    } while (got == BATCH);
}

static void send_frame(struct stream *stream, int64_t frame, int64_t due) {
    static uint8_t tones[TONES][PCMU_PAYLOAD];
    static int ready;
    if (!ready) {
        for (int i = 0; i < TONES * PCMU_PAYLOAD; i++)
            tones[i / PCMU_PAYLOAD][i % PCMU_PAYLOAD] = ulaw((int)(8000 * sin(2 * M_PI * 440 * i / 8000.0)));
        ready = 1;
    }
    uint8_t packet[PCMU_PACKET];
    rtp_header(packet, (uint16_t)frame, (uint32_t)(frame * PCMU_PAYLOAD), stream->ssrc);
    memcpy(packet + RTP_HEADER, tones[frame % TONES], PCMU_PAYLOAD);
    ssize_t written = send(stream->fd, packet, sizeof packet, 0);
    if (!measuring) return;
    histogram_add(&lateness, now_nanos() - due);
    if (written == PCMU_PACKET) sent++;
    else refused++;
}

static struct usage usage_of(const char *pid) {
    struct usage usage = {0, 0};
    char path[64], text[1024];
    unsigned long user, system;
    long pages;
    snprintf(path, sizeof path, "/proc/%s/stat", pid);
    FILE *file = fopen(path, "r");
    if (file == NULL || fgets(text, sizeof text, file) == NULL) die(path);
    fclose(file);
    if (sscanf(strrchr(text, ')') + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) == 2)
        usage.cpu_seconds = (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
    snprintf(path, sizeof path, "/proc/%s/statm", pid);
    file = fopen(path, "r");
    if (file == NULL || fgets(text, sizeof text, file) == NULL) die(path);
    fclose(file);
    if (sscanf(text, "%*d %ld", &pages) == 1) usage.rss_kib = pages * (sysconf(_SC_PAGESIZE) / 1024);
    return usage;
}

static void run_frame(int64_t frame, int64_t start) {
    for (int phase = 0, next = 0; phase < PHASES; phase++) {
        int64_t due = start + phase * PHASE_NANOS;
        int end = (int)((int64_t)count * (phase + 1) / PHASES);
        if (next < end) sleep_until(due);
        for (; next < end; next++) {
            drain(&streams[next]);
            send_frame(&streams[next], frame, due);
        }
    }
}

int main(int argc, char **argv) {
    const char *targets = option(argc, argv, "--targets", NULL), *pid = option(argc, argv, "--pid", "self");
    int local_port = atoi(option(argc, argv, "--local-port", "0"));
    int seconds = atoi(option(argc, argv, "--seconds", "0")), warmup = atoi(option(argc, argv, "--warmup", "3"));
    if (targets == NULL || local_port < 1 || seconds < 1 || seconds + warmup > 3600) {
        fprintf(stderr, "usage: rtpload --targets FILE --local-port P --seconds S [--warmup W] [--pid SERVER] [--label TEXT]\n");
        return 2;
    }
    prepare_process();
    open_streams(targets, local_port);

    int64_t start = now_nanos() + FRAME_NANOS, warmup_frames = (int64_t)warmup * FRAMES_PER_SECOND;
    int64_t frames = warmup_frames + (int64_t)seconds * FRAMES_PER_SECOND;
    struct usage before = {0}, own_before = {0};
    for (int64_t frame = 0; frame < frames; frame++) {
        if (frame == warmup_frames) {
            measuring = 1;
            before = usage_of(pid);
            own_before = usage_of("self");
        }
        run_frame(frame, start + frame * FRAME_NANOS);
    }
    struct usage after = usage_of(pid), own_after = usage_of("self");

    double percent = 100.0 / seconds, per_thousand = 1000.0 / count;
    printf("{\"label\":\"%s\",\"streams\":%d,\"seconds\":%d,", option(argc, argv, "--label", ""), count, seconds);
    printf("\"sent\":%llu,\"refused\":%llu,", (unsigned long long)sent, (unsigned long long)refused);
    printf("\"received\":%llu,\"audible\":%llu,", (unsigned long long)received, (unsigned long long)audible);
    printf("\"lost\":%llu,\"reordered\":%llu,", (unsigned long long)lost, (unsigned long long)reordered);
    histogram_print("deviation", &deviation);
    printf(",");
    histogram_print("lateness", &lateness);
    printf(
        ",\"serverCpu\":%.2f,\"serverCpuPer1000\":%.2f,\"serverRssKib\":%ld,\"driverCpu\":%.2f}\n",
        (after.cpu_seconds - before.cpu_seconds) * percent,
        (after.cpu_seconds - before.cpu_seconds) * percent * per_thousand,
        after.rss_kib,
        (own_after.cpu_seconds - own_before.cpu_seconds) * percent);
    return 0;
}
