package io.tandem.bench;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks with defaults short enough for every day, in the heap that the server runs in, and with the allocation of each
 * operation ({@code gc.alloc.rate.norm}). Takes JMH's own arguments.
 */
public final class Benchmarks {
    private static final int ITERATIONS = 3;
    private static final TimeValue ITERATION = TimeValue.seconds(1);

    private Benchmarks() {}

    public static void main(String[] args) throws RunnerException, CommandLineOptionException {
        CommandLineOptions given = new CommandLineOptions(args);
        if (given.shouldHelp()) {
            System.out.println(
                    "Arguments are JMH's: a regular expression of benchmark names, -f, -wi, -i, -r, -p name=value …");
            return;
        }
        ChainedOptionsBuilder options = new OptionsBuilder()
                .parent(given)
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend("-XX:+UseG1GC", "-Xms512m", "-Xmx512m")
                .resultFormat(ResultFormatType.JSON)
                .result(given.getResult().orElse("target/bench/jmh.json"));
        if (!given.getForkCount().hasValue()) {
            options.forks(1);
        }
        if (!given.getWarmupIterations().hasValue()) {
            options.warmupIterations(ITERATIONS);
        }
        if (!given.getWarmupTime().hasValue()) {
            options.warmupTime(ITERATION);
        }
        if (!given.getMeasurementIterations().hasValue()) {
            options.measurementIterations(ITERATIONS);
        }
        if (!given.getMeasurementTime().hasValue()) {
            options.measurementTime(ITERATION);
        }
        new Runner(options.build()).run();
    }
}
