// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ServerCacheControl;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.file.FileService;
import com.linecorp.armeria.server.file.HttpFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The files of the web UI, and its page for every path that is one of its routes.
public final class WebFiles {

  private static final String SECURITY =
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

  private WebFiles() {}

  public static void bind(ServerBuilder server, Path folder) {
    var index = folder.resolve("index.html");
    if (!Files.isRegularFile(index)) {
      server.service(
          "/",
          (_, _) ->
              HttpResponse.of(
                  HttpStatus.OK,
                  MediaType.PLAIN_TEXT_UTF_8,
                  "Clew runs. The web UI was not built; see README.md. The API is at /api/v1."));
      return;
    }
    // Names of built files contain their hash, so they never change.
    server.serviceUnder(
        "/assets/",
        FileService.builder(folder.resolve("assets"))
            .cacheControl(
                ServerCacheControl.builder().maxAge(Duration.ofDays(365)).immutable().build())
            .build());
    HttpService page =
        HttpFile.builder(index)
            .addHeader(HttpHeaderNames.CONTENT_SECURITY_POLICY, SECURITY)
            .addHeader(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
            .addHeader(HttpHeaderNames.X_FRAME_OPTIONS, "DENY")
            .addHeader(HttpHeaderNames.REFERRER_POLICY, "same-origin")
            .addHeader(HttpHeaderNames.CACHE_CONTROL, "no-cache")
            .build()
            .asService();
    var files = FileService.builder(folder).build().orElse(page);
    server
        .route()
        .methods(HttpMethod.GET, HttpMethod.HEAD)
        .pathPrefix("/")
        .exclude("prefix:/api/")
        .exclude("prefix:/v1/")
        .build(files);
  }
}
