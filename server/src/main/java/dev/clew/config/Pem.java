// SPDX-License-Identifier: Apache-2.0
package dev.clew.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Files of certificates.
final class Pem {

  private Pem() {}

  /// `null` when there is no such file, or no certificate in it.
  static @Nullable List<X509Certificate> read(String file) {
    try (var in = Files.newInputStream(Path.of(file))) {
      var certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      return certificates.isEmpty() ? null : certificates;
    } catch (IOException | CertificateException _) {
      return null;
    }
  }
}
