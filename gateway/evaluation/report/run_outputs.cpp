#include "run_outputs.h"

#include "gateway/core/json/json.h"
#include "gateway/evaluation/runs/csv.h"

#include <QSaveFile>
#include <QtGlobal>

namespace gateway::evaluation {

Result<void> writeOutput(RunOutput output, RunFile& run, const RunResults& results, const std::optional<BaselineComparison>& baseline, QIODevice& device,
    const ReportOptions& options)
{
    switch (output) {
    case RunOutput::Report: return writeReport(run, results, baseline, device, options);
    case RunOutput::Csv: return writeCsv(run, device);
    case RunOutput::Json: break;
    }
    const std::string text = toPrettyText(resultsJson(results, baseline));
    if (device.write(text.data(), static_cast<qint64>(text.size())) == static_cast<qint64>(text.size()))
        return {};
    return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "cannot write the results: %1"), {device.errorString().toStdString()}});
}

Result<void> writeOutputFile(RunOutput output, RunFile& run, const RunResults& results, const std::optional<BaselineComparison>& baseline, const QString& path,
    const ReportOptions& options)
{
    QSaveFile file(path);
    const auto problem = [&]() -> Result<void> {
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "cannot write %1: %2"), {path.toStdString(), file.errorString().toStdString()}});
    };
    if (!file.open(QIODevice::WriteOnly))
        return problem();
    if (const auto written = writeOutput(output, run, results, baseline, file, options); !written)
        return written;
    return file.commit() ? Result<void>() : problem();
}

} // namespace gateway::evaluation
