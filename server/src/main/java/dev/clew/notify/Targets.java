// SPDX-License-Identifier: Apache-2.0
package dev.clew.notify;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// Which hosts may be told. Whoever may add a channel could otherwise make the server call what
/// only the server can reach.
///
/// The address is looked up just before the connection is made; the JVM keeps what a name means for
/// 30 s, so the connection goes to the address that was looked at.
final class Targets {

  private final boolean arePrivateAllowed;

  Targets(boolean arePrivateAllowed) {
    this.arePrivateAllowed = arePrivateAllowed;
  }

  /// Whether every address of the host may be connected to.
  boolean allows(String host) throws UnknownHostException {
    if (arePrivateAllowed) {
      return true;
    }
    var bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    for (var address : InetAddress.getAllByName(bare)) {
      if (isPrivate(address)) {
        return false;
      }
    }
    return true;
  }

  static boolean isPrivate(InetAddress address) {
    var bytes = address.getAddress();
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    if (address instanceof Inet6Address) {
      // Unique local addresses, and IPv4 in other clothes: translated or tunnelled.
      boolean isUniqueLocal = (first & 0xfe) == 0xfc;
      boolean isTranslated = first == 0 && second == 0x64;
      boolean isTunnelled = first == 0x20 && second == 0x02;
      return isUniqueLocal || isTranslated || isTunnelled || isLocal(address);
    }
    boolean isShared = first == 100 && (second & 0xc0) == 64;
    return isShared || first == 0 || first >= 240 || isLocal(address);
  }

  private static boolean isLocal(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress();
  }
}
