// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Customers who ask the shop's help desk: each holds a conversation of a few questions, waits for
/// the answer, thinks, and asks the next. Runs from source: `java DemoUsers.java URL SECONDS CUSTOMERS`.
public final class DemoUsers {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(45);
  private static final Duration REPORT_EVERY = Duration.ofSeconds(10);

  private static final List<String> USERS =
      List.of("ana", "bilal", "chen", "dora", "emeka", "farah", "goran", "hana", "ines", "jonas");

  /// What customers say; `#` becomes the number of their order.
  private static final List<List<String>> CONVERSATIONS =
      List.of(
          List.of(
              "Hello, where is my parcel for order #?",
              "And what exactly did I buy and pay in that order?",
              "If the delivery is late, what are the rules for a refund?"),
          List.of(
              "How do I clean the coffee machine from order #?",
              "The red light still blinks. Can I repair that myself?",
              "Then I want to file a complaint, please have a colleague call me back."),
          List.of(
              "I bought something in order # and it arrived damaged. What are the refund rules?",
              "Please open a ticket about this complaint, I want an exchange.",
              "When is the expected delivery of the new parcel?"),
          List.of(
              "Look up the status of order # and track the parcel, please.",
              "Thank you! Which manual tells me how to connect and install it?"),
          List.of(
              "Can I return an unwanted lamp from order #?",
              "How long does it take, and do I pay for the return parcel?"),
          List.of("Good evening! Are you open on Sundays?"),
          List.of(
              "My order # was paid twice, I have a complaint and want a refund.",
              "Nobody called me back. Open another ticket with a colleague!",
              "What is the status of the order now?",
              "Fine. Where is the parcel at the moment?"));

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI front;
  private final long endNanos;
  private final int customersAtOnce;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger conversations = new AtomicInteger();

  private DemoUsers(URI front, Duration duration, int customersAtOnce) {
    this.front = front;
    this.customersAtOnce = customersAtOnce;
    this.endNanos = System.nanoTime() + duration.toNanos();
  }

  /// Arguments: the front's address, for how many seconds to ask, how many customers at once.
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 3) {
      System.err.println("usage: java DemoUsers.java FRONT_URL SECONDS CUSTOMERS");
      System.exit(2);
    }
    var duration = Duration.ofSeconds(Long.parseLong(arguments[1]));
    new DemoUsers(URI.create(arguments[0]), duration, Integer.parseInt(arguments[2])).run();
  }

  private void run() throws InterruptedException {
    try (var reports = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
        var customers = Executors.newVirtualThreadPerTaskExecutor()) {
      reportRegularly(reports);
      for (int i = 0; i < customersAtOnce; i++) {
        customers.submit(this::serveCustomers);
      }
      customers.shutdown();
      // Who has no answer long after the end will not get one.
      if (!customers.awaitTermination(
          endNanos - System.nanoTime() + LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
        customers.shutdownNow();
      }
      reports.shutdownNow();
    }
    report();
  }

  /// One customer after the other, until the time is over.
  private Void serveCustomers() throws InterruptedException {
    while (!isOver()) {
      converse(conversations.getAndIncrement());
    }
    return null;
  }

  private void converse(int number) throws InterruptedException {
    var random = new Random(number);
    var user = USERS.get(random.nextInt(USERS.size()));
    // The shop knows orders up to A-1059: the numbers above are customers' mistakes.
    var order = "A-" + (1000 + random.nextInt(64));
    var conversation = "help-" + Long.toHexString(endNanos & 0xFFFFFF) + "-" + number;
    for (var text : CONVERSATIONS.get(number % CONVERSATIONS.size())) {
      if (isOver()) {
        return;
      }
      ask(user, conversation, text.replace("#", order));
      Thread.sleep(Duration.ofMillis(300 + random.nextInt(1500)));
    }
  }

  private void ask(String user, String conversation, String question) throws InterruptedException {
    var form = "conversation=" + encoded(conversation) + "&question=" + encoded(question);
    var request =
        HttpRequest.newBuilder(front.resolve("/ask"))
            .header("X-User", user)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .timeout(LONGEST_WAIT)
            .POST(BodyPublishers.ofString(form))
            .build();
    requests.incrementAndGet();
    try {
      var reply = http.send(request, BodyHandlers.discarding());
      if (reply.statusCode() != 200) {
        failures.incrementAndGet();
      }
    } catch (IOException e) {
      failures.incrementAndGet();
    }
  }

  private void reportRegularly(ScheduledExecutorService reports) {
    long seconds = REPORT_EVERY.toSeconds();
    var _ = reports.scheduleAtFixedRate(this::report, seconds, seconds, TimeUnit.SECONDS);
  }

  private void report() {
    System.out.printf(
        "  %d requests in %d conversations, %d failed%n",
        requests.get(), conversations.get(), failures.get());
  }

  private boolean isOver() {
    return System.nanoTime() > endNanos;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
