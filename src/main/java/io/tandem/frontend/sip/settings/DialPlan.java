package io.tandem.frontend.sip.settings;

import io.tandem.frontend.sip.settings.OutboundSettings.DirectUris;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the way to a callee: the first route whose pattern it holds, else, for a SIP URI, the URI's own host. Immutable. */
public final class DialPlan {

    /** What a callee leads to. */
    public sealed interface Way permits Destination, NoWay {}

    /**
     * Where an INVITE goes.
     *
     * @param requestUri the callee, as the INVITE names it
     * @param hop URI whose host the INVITE is sent to
     * @param trunk null without one
     * @param privateOnly the host must turn out to be of a private network
     */
    public record Destination(String requestUri, String hop, @Nullable Trunk trunk, boolean privateOnly)
            implements Way {}

    /** Nowhere. @param status SIP status that fits */
    public record NoWay(int status, String why) implements Way {}

    private static final Pattern SIP_URI = Pattern.compile("(?i)sips?:[^\\s<>\"\\p{Cntrl}]{1,1000}");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9+*#_.!~'()&=$,-]{1,128}");
    private static final Pattern USER_OF_URI = Pattern.compile("(?i)sips?:([^@;?]+)@.*");
    private static final int MAX_SHOWN = 80;

    private final OutboundSettings settings;

    public DialPlan(OutboundSettings settings) {
        this.settings = settings;
    }

    /** The way to {@code callee}: a number with or without {@code tel:}, a user, or a SIP URI. */
    public Way to(String callee) {
        String wanted = callee.trim().replaceFirst("(?i)^tel:", "");
        if (!SIP_URI.matcher(wanted).matches() && !USER.matcher(wanted).matches()) {
            return new NoWay(484, "callee: " + shown(callee) + " (expected: a number, a user or a SIP URI)");
        }
        for (OutboundRoute route : settings.routes()) {
            Matcher found = route.callee().matcher(wanted);
            if (found.find()) {
                return byTrunk(route, route.to() == null ? wanted : found.replaceFirst(route.to()));
            }
        }
        return SIP_URI.matcher(wanted).matches() ? direct(wanted) : noRoute(wanted);
    }

    /** The way to the Contact of a 3xx to {@code asked}: by a trunk its own host only, else as for a callee without routes. */
    public Way redirected(Destination asked, String contact) {
        Trunk trunk = asked.trunk();
        if (trunk == null) {
            return direct(contact);
        }
        // Another host must not be asked with the trunk's credentials.
        return host(asked.hop()).equalsIgnoreCase(host(contact))
                ? new Destination(contact, asked.hop(), trunk, false)
                : new NoWay(
                        403, "redirect to " + shown(contact) + " (expected: the host of trunk " + trunk.name() + ")");
    }

    private Way byTrunk(OutboundRoute route, String rewritten) {
        Gateway gateway = route.trunk().gateway();
        if (gateway == null) {
            throw new IllegalStateException(route.name() + ": trunk without a proxy");
        }
        if (SIP_URI.matcher(rewritten).matches() && route.to() != null) {
            return new Destination(rewritten, gateway.proxy(), route.trunk(), false);
        }
        Matcher uri = USER_OF_URI.matcher(rewritten);
        String user = uri.matches() ? uri.group(1) : rewritten;
        if (!USER.matcher(user).matches()) {
            return new NoWay(
                    484, "callee: " + shown(user) + " of route " + route.name() + " (expected: a number or user)");
        }
        String requestUri = "sip:" + user.replace("#", "%23") + '@' + gateway.hostAndParameters();
        return new Destination(requestUri, gateway.proxy(), route.trunk(), false);
    }

    private Way direct(String uri) {
        if (settings.directUris() == DirectUris.NONE) {
            return noRoute(uri);
        }
        return new Destination(uri, uri, null, settings.directUris() == DirectUris.PRIVATE);
    }

    private NoWay noRoute(String callee) {
        List<OutboundRoute> routes = settings.routes();
        String known = routes.isEmpty()
                ? "a callee of an outbound route; sip-config has none"
                : "a callee of one of the outbound routes "
                        + routes.stream().map(OutboundRoute::name).collect(Collectors.joining(", "));
        return new NoWay(404, "callee: " + shown(callee) + " (expected: " + known + direct() + ")");
    }

    private String direct() {
        return switch (settings.directUris()) {
            case NONE -> "";
            case PRIVATE -> "; or a SIP URI with a private or loopback host";
            case ALL -> "; or a SIP URI";
        };
    }

    /** A destination that had to be private and is not. */
    public NoWay notPrivate(Destination destination) {
        NoWay why = noRoute(destination.requestUri());
        return new NoWay(403, why.why());
    }

    private static String host(String uri) {
        return uri.replaceFirst("(?i)^sips?:(?:[^@]*@)?", "").replaceFirst("(:\\d+)?[;?].*|:\\d+$", "");
    }

    private static String shown(String text) {
        String clean = text.replaceAll("[\\p{Cntrl}]", " ");
        return clean.length() > MAX_SHOWN ? clean.substring(0, MAX_SHOWN) + '…' : clean;
    }
}
