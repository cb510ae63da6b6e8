// A histogram of durations with 1 µs resolution up to 1 s; longer ones count as 1 s, the maximum is kept exactly.
#ifndef TANDEM_BENCH_HISTOGRAM_H
#define TANDEM_BENCH_HISTOGRAM_H

#include <stdint.h>
#include <stdio.h>

#define HISTOGRAM_MICROS 1000000

struct histogram {
    uint32_t counts[HISTOGRAM_MICROS + 1];
    uint64_t total;
    int64_t max_nanos;
};

static inline void histogram_add(struct histogram *histogram, int64_t nanos) {
    if (nanos < 0) nanos = -nanos;
    int64_t micros = nanos / 1000;
    histogram->counts[micros > HISTOGRAM_MICROS ? HISTOGRAM_MICROS : micros]++;
    histogram->total++;
    if (nanos > histogram->max_nanos) histogram->max_nanos = nanos;
}

// The smallest duration in µs that at least `share` of all values do not exceed.
static inline int64_t histogram_quantile(const struct histogram *histogram, double share) {
    uint64_t wanted = (uint64_t)((double)histogram->total * share), seen = 0;
    for (int64_t micros = 0; micros <= HISTOGRAM_MICROS; micros++) {
        seen += histogram->counts[micros];
        if (seen > 0 && seen >= wanted) return micros;
    }
    return 0;
}

static inline void histogram_print(const char *name, const struct histogram *histogram) {
    printf(
        "\"%s\":{\"p50\":%lld,\"p99\":%lld,\"p999\":%lld,\"max\":%lld}",
        name,
        (long long)histogram_quantile(histogram, 0.5),
        (long long)histogram_quantile(histogram, 0.99),
        (long long)histogram_quantile(histogram, 0.999),
        (long long)(histogram->max_nanos / 1000));
}

#endif
