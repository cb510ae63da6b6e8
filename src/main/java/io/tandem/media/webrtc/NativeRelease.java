package io.tandem.media.webrtc;

import dev.onvoid.webrtc.internal.NativeObject;
import dev.onvoid.webrtc.internal.RefCountedObject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives native objects back that the library keeps for ever: version 0.14.0 holds a reference to every closed connection, 90 MB a
 * thousand. On any other version it does nothing, for one that has the repair would be released twice.
 */
final class NativeRelease {
    private static final Logger log = LoggerFactory.getLogger(NativeRelease.class);
    private static final String REPAIRED_HERE = "0.14.0";
    private static final String VERSION_OF_LIBRARY = "/META-INF/maven/dev.onvoid.webrtc/webrtc-java/pom.properties";

    private static final @Nullable Field HANDLE = handleField();

    private NativeRelease() {}

    /** Whether closed connections are given back here. */
    static boolean active() {
        return HANDLE != null;
    }

    /** The object's native reference, to be read before it is closed; 0 where nothing is released. */
    static long handleOf(NativeObject object) {
        try {
            return HANDLE == null ? 0 : HANDLE.getLong(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives one reference back; whatever was got from the object must not be used afterwards. */
    static void drop(long handle) {
        if (HANDLE == null || handle == 0) {
            return;
        }
        Reference reference = new Reference();
        try {
            HANDLE.setLong(reference, handle);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        reference.release();
    }

    private static final class Reference extends RefCountedObject {}

    private static @Nullable Field handleField() {
        String version = version();
        if (!version.equals(REPAIRED_HERE)) {
            log.warn(
                    "webrtc-java {}: closed connections are not released (expected: {}); watch the memory",
                    version,
                    REPAIRED_HERE);
            return null;
        }
        try {
            Field field = NativeObject.class.getDeclaredField("nativeHandle");
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException | RuntimeException e) {
            log.warn("webrtc-java {}: closed connections are not released: {}", version, e.toString());
            return null;
        }
    }

    static String version() {
        try (InputStream in = NativeObject.class.getResourceAsStream(VERSION_OF_LIBRARY)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
