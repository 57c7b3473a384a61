// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import dev.clew.config.Config;
import dev.clew.config.ConfigException;
import dev.clew.config.ConfigLoader;
import dev.clew.engine.DataFolderException;
import dev.clew.verify.VerifyCommand;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command line. Exit codes: 0 fine, 1 found problems, 2 wrong use or configuration.
@Command(
    name = "clew",
    description = "Full-stack observability for AI agents.",
    versionProvider = Main.VersionProvider.class,
    mixinStandardHelpOptions = true,
    subcommands = {
      Main.Up.class,
      Main.PrintVersion.class,
      Main.PrintConfiguration.class,
      VerifyCommand.class
    })
public final class Main {

  private static final int WRONG = 2;

  private Main() {}

  /// Runs a command and ends the process with its code.
  public static void main(String[] arguments) {
    var commandLine = new CommandLine(new Main());
    commandLine.setExecutionExceptionHandler(
        (failure, line, _) ->
            switch (failure) {
              case ConfigException wrong -> fail(line, wrong.detail());
              case DataFolderException unusable ->
                  fail(line, String.valueOf(unusable.getMessage()));
              case StartException busy -> fail(line, String.valueOf(busy.getMessage()));
              default -> throw failure;
            });
    System.exit(commandLine.execute(arguments));
  }

  private static int fail(CommandLine line, String message) {
    line.getErr().println("clew: " + message);
    return WRONG;
  }

  /// `clew up`, also called `serve`: a server in the foreground.
  @Command(name = "up", aliases = "serve", description = "Starts the server in the foreground.")
  static final class Up implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(Up.class);

    @Option(names = "--data", description = "Folder that holds everything.")
    private @Nullable Path data;

    @Option(names = "--config", description = "A YAML file; see docs/configuration.md.")
    private @Nullable Path file;

    @Override
    public Integer call() throws InterruptedException {
      var commandLine = new LinkedHashMap<String, String>();
      if (data != null) {
        commandLine.put("data-dir", data.toString());
      }
      Config config = ConfigLoader.load(file, System.getenv(), commandLine);
      var server = Server.start(config, InstantSource.system());
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(server)));
      print(
          "clew ready http=%d otlp-http=%d otlp-grpc=%d data=%s"
              .formatted(
                  server.httpPort(),
                  server.otlpHttpPort(),
                  server.otlpGrpcPort(),
                  server.dataDir()));
      new CountDownLatch(1).await();
      return 0;
    }

    /// Ends the JVM itself: a signal would end it with 128 + its number although stopping in order
    /// is success, and after an incomplete stop the engine's last steps would crash it.
    private static void stop(Server server) {
      int status = 1;
      try {
        server.close();
        status = 0;
      } catch (RuntimeException e) {
        log.error(
            "the server did not stop in order; the next start replays what was acknowledged", e);
      } finally {
        Runtime.getRuntime().halt(status);
      }
    }
  }

  /// `clew version`.
  @Command(name = "version", description = "Prints the version.")
  static final class PrintVersion implements Callable<Integer> {
    @Override
    public Integer call() {
      print("clew " + Version.VERSION);
      return 0;
    }
  }

  /// `clew configuration`: the text of docs/configuration.md.
  @Command(name = "configuration", description = "Prints every setting with its default.")
  static final class PrintConfiguration implements Callable<Integer> {
    @Override
    public Integer call() {
      print(ConfigLoader.documentation().stripTrailing());
      return 0;
    }
  }

  static final class VersionProvider implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"clew " + Version.VERSION};
    }
  }

  /// The program's answer to whoever started it; everything else is logged to standard error.
  @SuppressWarnings("SystemOut")
  private static void print(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
