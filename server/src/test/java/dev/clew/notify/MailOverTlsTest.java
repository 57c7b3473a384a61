// SPDX-License-Identifier: Apache-2.0
package dev.clew.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.http.Reply;
import dev.clew.model.AppException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mail to a server that shows a certificate, in both ways that TLS comes to SMTP.
class MailOverTlsTest {

  private static final Notification NOTIFICATION =
      Notification.test("default", "mail", "2028-02-29T12:40:00Z", "http://localhost:2539/alerts");

  private static TestCertificate certificate;
  private static TestCertificate ofAnother;

  @BeforeAll
  static void makeCertificates(@TempDir Path folder) throws Exception {
    certificate = TestCertificate.of(folder, "dns:localhost,ip:127.0.0.1");
    ofAnother = TestCertificate.of(folder, "dns:mail.elsewhere.example");
  }

  private static ObjectNode document(int port) {
    var document =
        Reply.MAPPER
            .createObjectNode()
            .put("name", "ops")
            .put("kind", "email")
            .put("host", "127.0.0.1")
            .put("port", port)
            .put("user", "clew")
            .put("secret", "s3cret")
            .put("sender", "clew@shop.example");
    document.putArray("recipients").add("ops@shop.example");
    return document;
  }

  private static Outcome send(ObjectNode document, List<X509Certificate> trusted) {
    var target = new MailTarget(new Targets(true), Duration.ofSeconds(3), Trust.context(trusted));
    return target.send(ChannelInput.read(document, "mail", null), "d1", NOTIFICATION);
  }

  private static String reason(Outcome outcome) {
    return outcome instanceof Outcome.Failed(var reason) ? reason : "not failed: " + outcome;
  }

  private static String login() {
    var login = "clew\0clew\0s3cret".getBytes(StandardCharsets.UTF_8);
    return "AUTH PLAIN " + Base64.getEncoder().encodeToString(login);
  }

  @Test
  void mailAndPasswordGoOverTlsAfterStartTls() throws Exception {
    try (var smtp = SmtpReceiver.startTls(certificate.server())) {
      var outcome = send(document(smtp.port()), List.of(certificate.certificate()));
      assertThat(outcome).isEqualTo(new Outcome.Delivered());
      assertThat(smtp.mails()).hasSize(1);
      assertThat(smtp.encrypted()).contains(login(), "RCPT TO:<ops@shop.example>");
      assertThat(smtp.commands().subList(0, smtp.commands().size() - smtp.encrypted().size()))
          .hasSize(2)
          .last()
          .isEqualTo("STARTTLS");
    }
  }

  @Test
  void mailGoesToAServerThatBeginsWithTls() throws Exception {
    try (var smtp = SmtpReceiver.tls(certificate.server())) {
      var document = document(smtp.port()).put("tls", true);
      assertThat(send(document, List.of(certificate.certificate())))
          .isEqualTo(new Outcome.Delivered());
      assertThat(smtp.mails()).hasSize(1);
      assertThat(smtp.encrypted()).isEqualTo(smtp.commands()).contains(login());
    }
  }

  @Test
  void aCertificateThatNobodyVouchesForIsNamedAndNothingIsSent() throws Exception {
    try (var smtp = SmtpReceiver.startTls(certificate.server());
        var direct = SmtpReceiver.tls(certificate.server())) {
      assertThat(reason(send(document(smtp.port()), List.of())))
          .startsWith("the certificate of 127.0.0.1 is not trusted: ")
          .endsWith("(alerts.ca-file names certificates that are)");
      assertThat(reason(send(document(direct.port()).put("tls", true), List.of())))
          .startsWith("the certificate of 127.0.0.1 is not trusted: ");
      assertThat(smtp.mails()).isEmpty();
      assertThat(smtp.commands()).doesNotContain(login());
      assertThat(direct.commands()).isEmpty();
    }
  }

  @Test
  void aCertificateOfAnotherServerIsRefusedAlthoughItIsTrusted() throws Exception {
    try (var smtp = SmtpReceiver.startTls(ofAnother.server())) {
      assertThat(reason(send(document(smtp.port()), List.of(ofAnother.certificate()))))
          .contains("127.0.0.1");
      assertThat(smtp.commands()).doesNotContain(login());
      assertThat(smtp.mails()).isEmpty();
    }
  }

  @Test
  void aServerThatDoesNotOfferStartTlsGetsNothing() throws Exception {
    try (var smtp = new SmtpReceiver()) {
      assertThat(reason(send(document(smtp.port()), List.of()))).contains("STARTTLS");
      assertThat(smtp.commands()).doesNotContain(login());
      assertThat(smtp.mails()).isEmpty();
    }
  }

  @Test
  void aServerThatSpeaksInTheClearIsNotOneThatBeginsWithTls() throws Exception {
    try (var smtp = new SmtpReceiver()) {
      assertThat(reason(send(document(smtp.port()).put("tls", true), List.of())))
          .startsWith("no TLS with 127.0.0.1: ");
    }
  }

  @Test
  void thePortSaysWhichOfBothIsMeant() {
    assertThat(ChannelInput.read(document(465), "mail", null))
        .extracting(Channel::tls, Channel::startTls)
        .containsExactly(true, false);
    assertThat(ChannelInput.read(document(587), "mail", null))
        .extracting(Channel::tls, Channel::startTls)
        .containsExactly(false, true);
    assertThatThrownBy(() -> ChannelInput.read(document(465).put("starttls", true), "mail", null))
        .isInstanceOf(AppException.class)
        .hasMessageContaining("starttls: true");
  }
}
