// SPDX-License-Identifier: Apache-2.0
package dev.clew.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.admin.Metadata;
import dev.clew.http.Reply;
import dev.clew.testkit.Awaiting;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Notifications to real receivers on loopback: those that answer, and those that do not.
class NotificationsTest {

  private static final Instant START = Instant.parse("2028-02-29T12:40:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private Metadata metadata;
  private Notifications notifications;
  private HttpReceiver receiver;

  @BeforeEach
  void open(@TempDir Path data) throws Exception {
    metadata = Metadata.open(data.resolve("clew.db"));
    notifications = notifications(true);
    receiver = new HttpReceiver();
  }

  @AfterEach
  void close() {
    notifications.close();
    receiver.close();
    metadata.close();
  }

  private Notifications notifications(boolean arePrivateAllowed) {
    return new Notifications(
        metadata, arePrivateAllowed, List.of(), now::get, Duration.ofSeconds(3));
  }

  private static ObjectNode document(String kind) {
    return Reply.MAPPER.createObjectNode().put("name", "ops").put("kind", kind);
  }

  private Channel channel(String id, ObjectNode document) {
    var channel = ChannelInput.read(document, id, null);
    notifications.channels().put("default", channel);
    return channel;
  }

  private Channel webhook() {
    return channel("hook", document("webhook").put("url", receiver.url()).put("secret", "s3cret"));
  }

  private static Notification notification(String state) {
    return new Notification(
        "default",
        "r1 shop",
        state,
        "critical",
        "r1",
        "Errors <b>",
        "shop",
        0.75,
        0.5,
        START.toString(),
        START.toString(),
        "Errors: error rate of shop is 75 %, above 50 %.",
        "http://localhost:2539/traces?q=service%3Ashop");
  }

  /// Ticks until the latest delivery is as it is waited for.
  private Delivery await(String status, int attempts) throws Exception {
    return Awaiting.until(
        () -> {
          notifications.tick();
          return notifications.queue().log("default", 10).getFirst();
        },
        delivery -> delivery.status().equals(status) && delivery.attempts() == attempts,
        status + " after " + attempts);
  }

  @Test
  void aWebhookGetsSignedJsonOnce() throws Exception {
    webhook();
    notifications.tell(notification("firing"), List.of("hook"));
    var delivery = await("delivered", 1);
    notifications.tick();
    assertThat(receiver.received()).hasSize(1);
    var got = receiver.received().getFirst();
    assertThat(got.delivery()).isEqualTo(delivery.id());
    var body = JSON.readTree(got.body());
    assertThat(body.path("state").asText()).isEqualTo("firing");
    assertThat(body.path("value").asDouble()).isEqualTo(0.75);
    assertThat(body.path("link").asText()).contains("/traces?q=");
    long time = START.getEpochSecond();
    assertThat(got.signature())
        .isEqualTo("t=" + time + ",v1=" + HttpTarget.sign("s3cret", time, got.body()));
  }

  @Test
  void theSignatureIsTheOneThatOthersCompute() {
    // printf '1.{}' | openssl dgst -sha256 -hmac key
    assertThat(HttpTarget.sign("key", 1, "{}"))
        .isEqualTo("1ba6b8171186efc613e8bcc0cbdab2748f24984d7c5a84faa2637afa0e40d224");
  }

  @Test
  void slackGetsTextThatCannotBecomeALink() throws Exception {
    channel("slack", document("slack").put("url", receiver.url() + "services/T0/B0"));
    notifications.tell(notification("firing"), List.of("slack"));
    await("delivered", 1);
    var text = JSON.readTree(receiver.received().getFirst().body()).path("text").asText();
    assertThat(text).contains("*[firing] Errors &lt;b&gt;*", "|Open in Clew>");
  }

  @Test
  void pagerDutyHasOneIncidentForAnAlert() throws Exception {
    channel("pd", document("pagerduty").put("url", receiver.url()).put("secret", "routing"));
    notifications.tell(notification("firing"), List.of("pd"));
    await("delivered", 1);
    notifications.tell(notification("resolved"), List.of("pd"));
    await("delivered", 1);
    var trigger = JSON.readTree(receiver.received().get(0).body());
    var resolve = JSON.readTree(receiver.received().get(1).body());
    assertThat(trigger.path("event_action").asText()).isEqualTo("trigger");
    assertThat(trigger.path("routing_key").asText()).isEqualTo("routing");
    assertThat(trigger.path("payload").path("severity").asText()).isEqualTo("critical");
    assertThat(resolve.path("event_action").asText()).isEqualTo("resolve");
    assertThat(resolve.path("dedup_key")).isEqualTo(trigger.path("dedup_key"));
  }

  @Test
  void mailArrivesWithItsLink() throws Exception {
    try (var smtp = new SmtpReceiver()) {
      mail(smtp);
      notifications.tell(notification("firing"), List.of("mail"));
      await("delivered", 1);
      assertThat(smtp.mails()).hasSize(1);
      assertThat(smtp.mails().getFirst())
          .contains("Subject: [firing] Errors <b>: shop", "From: clew@shop.example")
          .contains("error rate of shop is 75 %", "http://localhost:2539/traces");
      assertThat(smtp.commands()).contains("RCPT TO:<ops@shop.example>");
    }
  }

  @Test
  void anAddressThatIsRefusedIsNotTriedAgain() throws Exception {
    try (var smtp = new SmtpReceiver()) {
      smtp.refuseRecipients();
      mail(smtp);
      notifications.tell(notification("firing"), List.of("mail"));
      assertThat(await("failed", 1).error()).isNotEmpty();
    }
  }

  private void mail(SmtpReceiver smtp) {
    var document =
        document("email")
            .put("host", "127.0.0.1")
            .put("port", smtp.port())
            .put("starttls", false)
            .put("sender", "clew@shop.example");
    document.putArray("recipients").add("ops@shop.example");
    channel("mail", document);
  }

  @Test
  void whoFailsIsAskedAgainLaterAndAResolutionWaitsForItsFiring() throws Exception {
    webhook();
    receiver.answer(503);
    notifications.tell(notification("firing"), List.of("hook"));
    assertThat(await("waiting", 1).error()).startsWith("HTTP 503");
    notifications.tell(notification("resolved"), List.of("hook"));
    receiver.answer(200);
    notifications.tick();
    assertThat(receiver.received()).hasSize(1);
    now.set(START.plusSeconds(5));
    await("delivered", 1);
    assertThat(receiver.received())
        .extracting(one -> JSON.readTree(one.body()).path("state").asText())
        .containsExactly("firing", "firing", "resolved");
    assertThat(receiver.received().get(0).delivery())
        .isEqualTo(receiver.received().get(1).delivery());
  }

  @Test
  void afterADayItIsGivenUp() throws Exception {
    webhook();
    receiver.answer(500);
    notifications.tell(notification("firing"), List.of("hook"));
    await("waiting", 1);
    now.set(START.plus(Duration.ofHours(24)));
    assertThat(await("failed", 2).error()).startsWith("HTTP 500");
  }

  @Test
  void pausesDoubleUpToAnHour() {
    assertThat(Notifications.pauseMs(0)).isEqualTo(5_000);
    assertThat(Notifications.pauseMs(3)).isEqualTo(40_000);
    assertThat(Notifications.pauseMs(60)).isEqualTo(3_600_000);
  }

  @Test
  void aRedirectIsRefused() throws Exception {
    webhook();
    receiver.answer(302);
    notifications.tell(notification("firing"), List.of("hook"));
    assertThat(await("failed", 1).error()).contains("redirects are not followed");
    assertThat(receiver.received()).extracting(HttpReceiver.Received::path).containsExactly("/");
  }

  @Test
  void aTargetThatHangsHoldsUpNoOther() throws Exception {
    webhook();
    try (var hanging = new HttpReceiver()) {
      hanging.hang();
      channel("slow", document("webhook").put("url", hanging.url()));
      notifications.tell(notification("firing"), List.of("slow", "hook"));
      await("delivered", 1);
      var slow =
          Awaiting.until(
              () -> notifications.queue().log("default", 10).getLast(),
              delivery -> delivery.attempts() == 1,
              "the other attempt has ended");
      assertThat(slow.error()).startsWith("no answer within");
      assertThat(slow.status()).isEqualTo("waiting");
    }
  }

  @Test
  void privateNetworksAreRefusedUnlessAllowed() throws Exception {
    webhook();
    notifications.close();
    notifications = notifications(false);
    notifications.tell(notification("firing"), List.of("hook"));
    assertThat(await("failed", 1).error()).contains("private network");
    assertThat(receiver.received()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fd00::1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "::ffff:10.0.0.1"
      })
  void theseArePrivate(String address) throws Exception {
    assertThat(Targets.isPrivate(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "100.128.0.1", "172.32.0.1", "2606:4700::1111"})
  void theseAreNot(String address) throws Exception {
    assertThat(Targets.isPrivate(InetAddress.getByName(address))).isFalse();
  }

  @Test
  void whatWaitsIsSentAfterARestartAndWhatIsDoneIsNot() throws Exception {
    webhook();
    notifications.tell(notification("firing"), List.of("hook"));
    await("delivered", 1);
    notifications.tell(notification("resolved"), List.of("hook"));
    notifications.close();
    notifications = notifications(true);
    await("delivered", 1);
    assertThat(receiver.received())
        .extracting(one -> JSON.readTree(one.body()).path("state").asText())
        .containsExactly("firing", "resolved");
  }

  @Test
  void eitherAllOfATransactionIsKeptOrNothing() {
    webhook();
    assertThatThrownBy(
            () ->
                metadata.transaction(
                    () -> {
                      notifications.tell(notification("firing"), List.of("hook"));
                      throw new IllegalStateException("the process ends");
                    }))
        .hasMessage("the process ends");
    assertThat(notifications.queue().log("default", 10)).isEmpty();
  }

  @Test
  void aTestIsSentAtOnceAndWrittenDown() {
    var outcome = notifications.test("default", webhook(), "http://localhost/alerts");
    assertThat(outcome).isEqualTo(new Outcome.Delivered());
    assertThat(notifications.queue().log("default", 10).getFirst().notification().state())
        .isEqualTo("test");
  }

  @Test
  void aSecretThatIsNotSentAgainStays() {
    var known = webhook();
    var renamed = ChannelInput.read(document("webhook").put("name", "new"), "hook", known);
    assertThat(renamed.secret()).isEqualTo("s3cret");
    assertThat(renamed.url()).isEqualTo(receiver.url());
  }
}
