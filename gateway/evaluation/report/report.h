#pragma once

#include "gateway/core/text/sentence.h"
#include "gateway/evaluation/runs/results.h"

#include <QIODevice>
#include <QString>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace gateway::evaluation {

struct ReportOptions {
    QString locale = QStringLiteral("en"); ///< Chinese for "zh_CN" and the like; otherwise English
    std::size_t mostRows = 2000; ///< rows shown side by side; the others are only in the CSV
    QString csvName = {}; ///< file with all rows, for a note; may be empty
    /// Translates why requests failed and what checks found, in the thread that writes. Empty: these are in English.
    std::function<std::string(const Sentence& sentence)> translate = {};
};

/// Writes a run as one HTML file that loads nothing: its Content-Security-Policy allows only its own style and script,
/// by their hashes. All text is escaped. Light or dark as the browser prefers. `results` are those of `run`. Answers of
/// more than 4,000 bytes are shortened. Keeps one row in memory at a time. `device` must be open. Blocks. Errors: Io,
/// and those of `RunFile`.
Result<void> writeReport(RunFile& run, const RunResults& results, const std::optional<BaselineComparison>& baseline, QIODevice& device,
    const ReportOptions& options);

} // namespace gateway::evaluation
