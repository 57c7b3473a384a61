// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import dev.clew.ingest.Body;
import dev.clew.ingest.ContentPacker.Packed;
import dev.clew.ingest.Hash128;
import dev.clew.model.LogRecord;
import java.util.List;

/// A log record ready to be written.
///
/// @param record with what was parsed from it among its attributes
/// @param timeNs when it happened, or when it arrived if nobody said
/// @param sequence place in its request: records of one moment stay in the order they were sent in
/// @param id of this record; the same when it is sent again
/// @param requestId by which it belongs to a trace when it has no trace id
/// @param content the messages it carries, as hashes
/// @param bodies what may not be stored yet
record PreparedLog(
    LogRecord record,
    long timeNs,
    int sequence,
    long id,
    String text,
    long pattern,
    String requestId,
    Hash128 resource,
    Packed content,
    String inputPreview,
    String outputPreview,
    List<Body> bodies) {}
