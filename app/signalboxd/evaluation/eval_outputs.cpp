#include "eval_outputs.h"

#include "gateway/core/json/json.h"
#include "gateway/evaluation/report/report.h"
#include "gateway/evaluation/runs/csv.h"

#include <QBuffer>
#include <QFileInfo>
#include <QSaveFile>

#include <functional>
#include <ostream>
#include <string>

namespace app {

using gateway::Result;
using namespace gateway::evaluation;

namespace {

constexpr auto kStandardOutput = "-";

using Write = std::function<Result<void>(QIODevice& device)>;

Result<void> toFile(const QString& path, const Write& write)
{
    QSaveFile file(path);
    const auto problem = [&] {
        return gateway::failure(gateway::ErrorKind::Io, gateway::asIs("cannot write " + path.toStdString() + ": " + file.errorString().toStdString()));
    };
    if (!file.open(QIODevice::WriteOnly))
        return problem();
    if (const auto written = write(file); !written)
        return written;
    return file.commit() ? Result<void>() : Result<void>(problem());
}

Result<void> toOutput(std::ostream& out, const Write& write)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (const auto written = write(buffer); !written)
        return written;
    out << buffer.data().toStdString() << std::flush;
    return out ? Result<void>() : Result<void>(gateway::failure(gateway::ErrorKind::Io, gateway::asIs("cannot write to standard output")));
}

Result<void> writeTo(const QString& path, std::ostream& out, const Write& write)
{
    if (path.isEmpty())
        return {};
    return path == QLatin1String(kStandardOutput) ? toOutput(out, write) : toFile(path, write);
}

} // namespace

bool usesStandardOutput(const EvalRequest& request)
{
    return request.json == QLatin1String(kStandardOutput) || request.csv == QLatin1String(kStandardOutput) || request.report == QLatin1String(kStandardOutput);
}

Result<void> writeEvalOutputs(const EvalRequest& request, RunFile& run, const RunResults& results, const std::optional<BaselineComparison>& baseline,
                              std::ostream& out)
{
    const auto report = writeTo(request.report, out, [&](QIODevice& device) {
        ReportOptions options;
        if (!request.csv.isEmpty() && request.csv != QLatin1String(kStandardOutput))
            options.csvName = QFileInfo(request.csv).fileName();
        return writeReport(run, results, baseline, device, options);
    });
    if (!report)
        return report;
    const auto json = writeTo(request.json, out, [&](QIODevice& device) -> Result<void> {
        const std::string text = gateway::toPrettyText(resultsJson(results, baseline));
        if (device.write(text.data(), static_cast<qint64>(text.size())) == static_cast<qint64>(text.size()))
            return {};
        return gateway::failure(gateway::ErrorKind::Io, gateway::asIs("cannot write the results: " + device.errorString().toStdString()));
    });
    if (!json)
        return json;
    return writeTo(request.csv, out, [&](QIODevice& device) { return writeCsv(run, device); });
}

} // namespace app
