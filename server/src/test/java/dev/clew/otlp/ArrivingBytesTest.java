// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import org.junit.jupiter.api.Test;

class ArrivingBytesTest {

  @Test
  void refusesWhatDoesNotFitAndForgetsIt() {
    var arriving = new ArrivingBytes(100);
    arriving.reserve(60);
    assertThatExceptionOfType(AppException.class)
        .isThrownBy(() -> arriving.reserve(50))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.BUSY));
    arriving.reserve(40);
    arriving.release(100);
    assertThat(arriving.held()).isZero();
  }
}
