#pragma once

#include "run_file.h"

#include <QIODevice>

namespace gateway::evaluation {

/// Writes a run as CSV (RFC 4180, UTF-8, with a header): a line for each row and target that has been asked, with the
/// means of its samples and the text of the first one that was answered. A cell that spreadsheets would take for a
/// formula gets a leading apostrophe. Keeps some rows in memory at a time. `device` must be open. Blocks. Errors: Io,
/// and those of `RunFile`.
Result<void> writeCsv(RunFile& run, QIODevice& device);

} // namespace gateway::evaluation
