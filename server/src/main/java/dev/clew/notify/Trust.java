// SPDX-License-Identifier: Apache-2.0
package dev.clew.notify;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Whose certificates channels are trusted by: those that the JVM trusts, and those of the
/// settings.
final class Trust {

  private Trust() {}

  /// @param further certificates that are trusted as well
  static SSLContext context(List<X509Certificate> further) {
    try {
      var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null);
      for (var certificate : managers(null)) {
        add(trusted, certificate.getAcceptedIssuers());
      }
      add(trusted, further.toArray(X509Certificate[]::new));
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers(trusted).toArray(X509TrustManager[]::new), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("certificates to trust", e);
    }
  }

  private static List<X509TrustManager> managers(@Nullable KeyStore trusted)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return List.of(factory.getTrustManagers()).stream()
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .toList();
  }

  private static void add(KeyStore trusted, X509Certificate[] certificates)
      throws GeneralSecurityException {
    for (var certificate : certificates) {
      trusted.setCertificateEntry(Integer.toString(trusted.size()), certificate);
    }
  }

  /// What to say of a failure that TLS is behind; `null` for others.
  static @Nullable String said(String host, Throwable failure) {
    SSLException tls = null;
    Throwable deepest = failure;
    boolean isCertificate = false;
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      tls = cause instanceof SSLException found && tls == null ? found : tls;
      isCertificate |= cause instanceof CertificateException;
      deepest = cause;
    }
    if (isCertificate) {
      return "the certificate of %s is not trusted: %s (alerts.ca-file names certificates that are)"
          .formatted(host, deepest.getMessage());
    }
    return tls == null ? null : "no TLS with %s: %s".formatted(host, tls.getMessage());
  }
}
