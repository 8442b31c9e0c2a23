#pragma once

#include "report.h"

#include "gateway/evaluation/runs/results.h"

#include <QString>

#include <functional>
#include <optional>
#include <string_view>

namespace gateway::evaluation {

/// A form in which a run can be written.
enum class RunOutput { Report, Json, Csv };

/// Takes the next bytes. Its first error ends the writing.
using OutputTaker = std::function<Result<void>(std::string_view bytes)>;

/// Writes the run piece by piece. `results` are those of `run`; `options` are for the report. Blocks. Errors: that of
/// `take`, and those of `RunFile`.
Result<void> writeOutput(RunOutput output, RunFile& run, const RunResults& results, const std::optional<BaselineComparison>& baseline, OutputTaker take,
    const ReportOptions& options);

/// The same into a file, which is replaced as a whole or left unchanged. Errors: Io with the file.
Result<void> writeOutputFile(RunOutput output, RunFile& run, const RunResults& results, const std::optional<BaselineComparison>& baseline, const QString& path,
    const ReportOptions& options);

} // namespace gateway::evaluation
