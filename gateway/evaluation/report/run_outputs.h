#pragma once

#include "report.h"

#include "gateway/evaluation/runs/results.h"

#include <QIODevice>
#include <QString>

#include <optional>

namespace gateway::evaluation {

/// A form in which a run can be written.
enum class RunOutput { Report, Json, Csv };

/// Writes the run into `device`, which must be open. `results` are those of `run`; `options` are for the report. Blocks.
/// Errors: Io, and those of `RunFile`.
Result<void> writeOutput(RunOutput output, RunFile& run, const RunResults& results, const std::optional<BaselineComparison>& baseline, QIODevice& device,
    const ReportOptions& options);

/// The same into a file, which is replaced as a whole or left unchanged. Errors: Io with the file.
Result<void> writeOutputFile(RunOutput output, RunFile& run, const RunResults& results, const std::optional<BaselineComparison>& baseline, const QString& path,
    const ReportOptions& options);

} // namespace gateway::evaluation
