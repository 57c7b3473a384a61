// SPDX-License-Identifier: Apache-2.0
package dev.clew.notify;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate that only its own server vouches for, made with the JDK's keytool.
record TestCertificate(KeyStore keys) {

  private static final String PASSWORD = "changeit";

  /// @param names whose it is, as keytool takes them: `dns:localhost,ip:127.0.0.1`
  static TestCertificate of(Path folder, String names) throws Exception {
    var file = folder.resolve("keys-%s.p12".formatted(names.replaceAll("\\W", "-")));
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "smtp",
                "-keyalg",
                "EC",
                "-dname",
                "CN=mail of the shop",
                "-ext",
                "san=" + names,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    var said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return new TestCertificate(keys);
  }

  X509Certificate certificate() throws Exception {
    return (X509Certificate) keys.getCertificate("smtp");
  }

  /// Of a server that shows it.
  SSLContext server() throws Exception {
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
