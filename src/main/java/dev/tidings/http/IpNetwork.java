package dev.tidings.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * The addresses that begin with the same bits (CIDR, RFC 4632).
 *
 * @param first of them
 * @param bits so many are the same
 */
public record IpNetwork(InetAddress first, int bits) {

    private static final String EXAMPLE = "write an address or a network: 192.0.2.7, 192.0.2.0/24, 2001:db8::/32";

    private static final int BITS_OF_ONE_CLIENT = 64;

    /** @throws IllegalArgumentException if it is not the first address of such a network */
    public IpNetwork {
        if (bits < 0 || bits > 8 * first.getAddress().length) {
            throw new IllegalArgumentException(EXAMPLE);
        }
        if (!first.equals(masked(first, bits))) {
            throw new IllegalArgumentException(
                    EXAMPLE + "; the bits of a network's address after the first " + bits + " are 0");
        }
    }

    /**
     * Reads one, or a single address.
     *
     * @throws IllegalArgumentException naming the form, without the text
     */
    public static IpNetwork parse(String text) {
        int slash = text.indexOf('/');
        InetAddress first = IpAddress.parse(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException(EXAMPLE));
        String bits = slash < 0 ? Integer.toString(8 * first.getAddress().length) : text.substring(slash + 1);
        if (!bits.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException(EXAMPLE);
        }
        return new IpNetwork(first, Integer.parseInt(bits));
    }

    /** The network of so many bits that an address is in. */
    public static IpNetwork around(InetAddress address, int bits) {
        return new IpNetwork(masked(address, bits), bits);
    }

    /**
     * What counts as one client when clients are counted: an IPv4 address, or of IPv6 all that begin with the same 64 bits. That is
     * what one customer is given, and out of it a machine may take another address whenever it likes (RFC 8981).
     *
     * @param address as the platform writes it; anything else counts as it stands
     */
    public static Object ofOneClient(String address) {
        return IpAddress.parse(address)
                .<Object>map(ip -> ip instanceof Inet6Address ? around(ip, BITS_OF_ONE_CLIENT) : ip)
                .orElse(address);
    }

    public boolean contains(InetAddress address) {
        return address.getAddress().length == first.getAddress().length
                && masked(address, bits).equals(first);
    }

    private static InetAddress masked(InetAddress address, int bits) {
        byte[] bytes = address.getAddress();
        int whole = bits / 8;
        if (whole < bytes.length) {
            bytes[whole] &= (byte) (0xff00 >> bits % 8);
            Arrays.fill(bytes, whole + 1, bytes.length, (byte) 0);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException neverOfThisLength) {
            throw new IllegalStateException(neverOfThisLength);
        }
    }
}
