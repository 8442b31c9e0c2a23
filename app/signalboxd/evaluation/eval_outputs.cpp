#include "eval_outputs.h"

#include "gateway/core/files/file_writer.h"
#include "gateway/evaluation/report/run_outputs.h"

#include <QFileInfo>

#include <map>
#include <ostream>
#include <string_view>
#include <utility>

namespace app {

using namespace gateway::evaluation;
using gateway::Result;

namespace {

constexpr auto kStandardOutput = "-";

} // namespace

bool usesStandardOutput(const EvalRequest& request)
{
    return request.json == QLatin1String(kStandardOutput) || request.csv == QLatin1String(kStandardOutput) || request.report == QLatin1String(kStandardOutput);
}

Result<void> checkEvalOutputs(const EvalRequest& request)
{
    std::map<QString, std::string> options; // by file
    const std::pair<const char*, QString> wanted[] = {{"--out", request.report}, {"--json", request.json}, {"--csv", request.csv}};
    for (const auto& [option, path] : wanted) {
        if (path.isEmpty() || path == QLatin1String(kStandardOutput))
            continue;
        gateway::files::FileWriter file(path); // which is dropped
        if (auto opened = file.open(); !opened)
            return opened;
        const QFileInfo target(gateway::files::linkTarget(path));
        const QString folder = QFileInfo(target.path()).canonicalFilePath();
        const auto [first, isNew] = options.emplace(folder + QLatin1Char('/') + target.fileName(), option);
        if (!isNew)
            return gateway::failure(gateway::ErrorKind::InvalidRequest, gateway::asIs(first->second + " and " + option + " name the same file, " + path.toStdString()));
    }
    return {};
}

Result<void> writeEvalOutputs(const EvalRequest& request, RunFile& run, const RunResults& results, const std::optional<BaselineComparison>& baseline,
                              std::ostream& out)
{
    ReportOptions options;
    if (!request.csv.isEmpty() && request.csv != QLatin1String(kStandardOutput))
        options.csvName = QFileInfo(request.csv).fileName();
    const auto print = [&out](std::string_view bytes) -> Result<void> {
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush();
        return out ? Result<void>() : Result<void>(gateway::failure(gateway::ErrorKind::Io, gateway::asIs("cannot write to standard output")));
    };
    const std::pair<RunOutput, QString> wanted[] = {{RunOutput::Report, request.report}, {RunOutput::Json, request.json}, {RunOutput::Csv, request.csv}};
    for (const auto& [output, path] : wanted) {
        if (path.isEmpty())
            continue;
        auto written = path == QLatin1String(kStandardOutput) ? writeOutput(output, run, results, baseline, print, options)
                                                                    : writeOutputFile(output, run, results, baseline, path, options);
        if (!written)
            return written;
    }
    return {};
}

} // namespace app
