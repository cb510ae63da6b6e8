package io.tandem.frontend.sip;

import io.tandem.call.SipOptions;
import io.tandem.frontend.sip.dialog.HeaderField;
import io.tandem.frontend.sip.settings.Gateway;
import io.tandem.frontend.sip.settings.Trunk;
import io.tandem.frontend.sip.stack.HeaderText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The headers of an INVITE that configuration and controller ask for; the controller's win. Pure. */
final class InviteHeaders {
    private InviteHeaders() {}

    /** @param faults hears of headers that may not be sent; they are left out */
    static List<HeaderField> of(@Nullable Trunk trunk, SipOptions options, Consumer<String> faults) {
        Gateway gateway = trunk == null ? null : trunk.gateway();
        Map<String, String> wanted = new LinkedHashMap<>(gateway == null ? Map.of() : gateway.headers());
        options.headers().forEach((name, value) -> {
            wanted.keySet().removeIf(name::equalsIgnoreCase);
            wanted.put(name, value);
        });
        List<HeaderField> fields = new ArrayList<>();
        wanted.forEach((name, value) ->
                HeaderText.fault(name, value).ifPresentOrElse(faults, () -> fields.add(new HeaderField(name, value))));
        return List.copyOf(fields);
    }
}
