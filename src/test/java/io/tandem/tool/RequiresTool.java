package io.tandem.tool;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Marks tests that run programs of the machine (SIPp, baresip …). Where one is absent the tests are skipped and say so; with the system
 * property {@code tandem.tools.required=true} they fail instead.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresTool.OnPath.class)
public @interface RequiresTool {

    /** Names of executables looked up on PATH. */
    String[] value();

    /** Looks the executables up. */
    class OnPath implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            String[] tools = AnnotationSupport.findAnnotation(context.getElement(), RequiresTool.class)
                    .map(RequiresTool::value)
                    .orElseGet(() -> new String[0]);
            for (String tool : tools) {
                if (!present(tool)) {
                    if (Boolean.getBoolean("tandem.tools.required")) {
                        throw new IllegalStateException(tool + " is not on PATH, and tandem.tools.required is true");
                    }
                    return ConditionEvaluationResult.disabled(tool + " is not on PATH");
                }
            }
            return ConditionEvaluationResult.enabled("tools present");
        }

        private static boolean present(String tool) {
            for (String folder : System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator))) {
                if (new File(folder, tool).canExecute()) {
                    return true;
                }
            }
            return false;
        }
    }
}
