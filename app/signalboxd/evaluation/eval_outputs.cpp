#include "eval_outputs.h"

#include "gateway/evaluation/report/run_outputs.h"

#include <QBuffer>
#include <QFileInfo>

#include <functional>
#include <ostream>
#include <utility>

namespace app {

using gateway::Result;
using namespace gateway::evaluation;

namespace {

constexpr auto kStandardOutput = "-";

using Write = std::function<Result<void>(QIODevice& device)>;

Result<void> toOutput(std::ostream& out, const Write& write)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (const auto written = write(buffer); !written)
        return written;
    out << buffer.data().toStdString() << std::flush;
    return out ? Result<void>() : Result<void>(gateway::failure(gateway::ErrorKind::Io, gateway::asIs("cannot write to standard output")));
}

} // namespace

bool usesStandardOutput(const EvalRequest& request)
{
    return request.json == QLatin1String(kStandardOutput) || request.csv == QLatin1String(kStandardOutput) || request.report == QLatin1String(kStandardOutput);
}

Result<void> writeEvalOutputs(const EvalRequest& request, RunFile& run, const RunResults& results, const std::optional<BaselineComparison>& baseline,
                              std::ostream& out)
{
    ReportOptions options;
    if (!request.csv.isEmpty() && request.csv != QLatin1String(kStandardOutput))
        options.csvName = QFileInfo(request.csv).fileName();
    const std::pair<RunOutput, QString> wanted[] = {{RunOutput::Report, request.report}, {RunOutput::Json, request.json}, {RunOutput::Csv, request.csv}};
    for (const auto& [output, path] : wanted) {
        if (path.isEmpty())
            continue;
        const auto write = [&, kind = output](QIODevice& device) { return writeOutput(kind, run, results, baseline, device, options); };
        const auto written = path == QLatin1String(kStandardOutput) ? toOutput(out, write) : writeOutputFile(output, run, results, baseline, path, options);
        if (!written)
            return written;
    }
    return {};
}

} // namespace app
