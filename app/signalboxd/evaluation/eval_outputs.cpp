#include "eval_outputs.h"

#include "gateway/core/files/file_writer.h"
#include "gateway/core/json/json.h"
#include "gateway/evaluation/report/report.h"
#include "gateway/evaluation/runs/csv.h"

#include <QFileInfo>
#include <QIODevice>

#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace app {

using gateway::Result;
using namespace gateway::evaluation;

namespace {

constexpr auto kStandardOutput = "-";

using Write = std::function<Result<void>(QIODevice& device)>;

/// Passes on what is written; the first failure counts.
class Sink final : public QIODevice {
public:
    using Take = std::function<Result<void>(std::string_view bytes)>;
    explicit Sink(Take take)
        : m_take(std::move(take))
    {
        QIODevice::open(WriteOnly);
    }
    const Result<void>& result() const { return m_result; }

protected:
    qint64 readData(char*, qint64) override { return -1; }
    qint64 writeData(const char* data, qint64 size) override
    {
        if (m_result)
            m_result = m_take({data, static_cast<std::size_t>(size)});
        return m_result ? size : -1;
    }

private:
    Take m_take;
    Result<void> m_result;
};

Result<void> toFile(const QString& path, const Write& write)
{
    gateway::files::FileWriter file(path);
    if (const auto opened = file.open(); !opened)
        return opened;
    Sink sink([&file](std::string_view bytes) { return file.write(bytes); });
    const auto written = write(sink);
    if (!sink.result())
        return sink.result();
    return written ? file.commit() : written;
}

Result<void> toOutput(std::ostream& out, const Write& write)
{
    Sink sink([&out](std::string_view bytes) {
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return out ? Result<void>() : Result<void>(gateway::failure(gateway::ErrorKind::Io, gateway::asIs("cannot write to standard output")));
    });
    const auto written = write(sink);
    out.flush();
    return sink.result() ? written : sink.result();
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
