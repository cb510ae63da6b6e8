package io.tandem.speech.playback;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Tells addresses of the Internet from those that only mean something here (RFC 6890): a prompt URL must not reach the latter. */
final class PublicAddresses {

    private PublicAddresses() {}

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? isPublic6(bytes) : isPublic4(bytes);
    }

    private static boolean isPublic4(byte[] a) {
        int first = a[0] & 0xFF;
        int second = a[1] & 0xFF;
        boolean reserved = first == 0 || first >= 240;
        boolean carrierGrade = first == 100 && second >= 64 && second < 128;
        boolean protocol = first == 192 && second == 0 && a[2] == 0;
        boolean benchmark = first == 198 && (second == 18 || second == 19);
        return !(reserved || carrierGrade || protocol || benchmark);
    }

    private static boolean isPublic6(byte[] a) {
        int first = (a[0] & 0xFF) << 8 | (a[1] & 0xFF);
        if ((first & 0xFE00) == 0xFC00) {
            return false; // unique local, RFC 4193
        }
        if (first == 0x0064 && (a[2] & 0xFF) == 0xFF && (a[3] & 0xFF) == 0x9B) {
            return isPublicEmbedded(a, 12); // NAT64, RFC 6052
        }
        if (first == 0x2002) {
            return isPublicEmbedded(a, 2); // 6to4, RFC 3056
        }
        return first != 0; // IPv4-compatible and other addresses of ::/16
    }

    private static boolean isPublicEmbedded(byte[] a, int offset) {
        try {
            return isPublic(InetAddress.getByAddress(Arrays.copyOfRange(a, offset, offset + 4)));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
