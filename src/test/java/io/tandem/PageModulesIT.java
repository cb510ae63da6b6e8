package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.tool.RequiresTool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages' modules that need no browser, by the tests of `src/test/js`. */
@RequiresTool("node")
class PageModulesIT {

    @Test
    void theModulesDoWhatTheirTestsSay() throws Exception {
        List<String> command = new ArrayList<>(List.of("node", "--test"));
        try (Stream<Path> tests = Files.list(Path.of("src/test/js"))) {
            tests.map(Path::toString).filter(name -> name.endsWith(".test.mjs")).forEach(command::add);
        }

        Process node = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(node.waitFor()).as(output).isZero();
    }
}
