// SPDX-License-Identifier: Apache-2.0
package dev.clew.notify;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate of a server, made with the JDK's keytool: one that only its own server vouches
/// for, or an authority of one's own.
record TestCertificate(KeyStore keys) {

  private static final String PASSWORD = "changeit";

  /// @param names whose it is, as keytool takes them: `dns:localhost,ip:127.0.0.1`
  static TestCertificate of(Path folder, String names) throws Exception {
    var file = folder.resolve("keys-%s.p12".formatted(names.replaceAll("\\W", "-")));
    pair(file, "CN=a server of the shop", "san=" + names);
    return new TestCertificate(load(file));
  }

  /// Of a server that an authority vouches for.
  ///
  /// @param authority where the authority's certificate is written, in PEM
  static TestCertificate signed(Path folder, String names, Path authority) throws Exception {
    var ca = folder.resolve("ca.p12");
    var server = folder.resolve("signed.p12");
    var request = folder.resolve("request.pem");
    var answer = folder.resolve("answer.pem");
    pair(ca, "CN=authority of the shop", "bc:c");
    pair(server, "CN=a server of the shop", "san=" + names);
    keytool(ca, "-exportcert", "-rfc", "-file", authority.toString());
    keytool(server, "-certreq", "-file", request.toString());
    keytool(
        ca,
        "-gencert",
        "-rfc",
        "-ext",
        "san=" + names,
        "-infile",
        request.toString(),
        "-outfile",
        answer.toString());
    // Root and leaf together, as a server's chain is given to keytool.
    Files.writeString(answer, Files.readString(answer) + Files.readString(authority));
    keytool(server, "-importcert", "-noprompt", "-file", answer.toString());
    return new TestCertificate(load(server));
  }

  private static void pair(Path store, String name, String extension) throws Exception {
    keytool(store, "-genkeypair", "-keyalg", "EC", "-dname", name, "-ext", extension);
  }

  /// @param command and its options, about the one entry of the store
  private static void keytool(Path store, String... command) throws Exception {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.addAll(List.of(command));
    line.addAll(
        List.of(
            "-alias",
            "one",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            store.toString()));
    var keytool = new ProcessBuilder(line).redirectErrorStream(true).start();
    var said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
  }

  private static KeyStore load(Path file) throws Exception {
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  X509Certificate certificate() throws Exception {
    return (X509Certificate) keys.getCertificate("one");
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
