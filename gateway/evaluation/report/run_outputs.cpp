#include "run_outputs.h"

#include "gateway/core/files/file_writer.h"
#include "gateway/core/json/json.h"
#include "gateway/evaluation/runs/csv.h"

#include <QIODevice>

#include <utility>

namespace gateway::evaluation {

namespace {

/// Passes on what is written; the first failure counts.
class Sink final : public QIODevice {
public:
    explicit Sink(OutputTaker take)
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
    OutputTaker m_take;
    Result<void> m_result;
};

} // namespace

Result<void> writeOutput(RunOutput output, RunFile& run, const RunResults& results, const std::optional<BaselineComparison>& baseline, OutputTaker take,
    const ReportOptions& options)
{
    if (output == RunOutput::Json)
        return take(toPrettyText(resultsJson(results, baseline)));
    Sink sink(std::move(take));
    const auto written = output == RunOutput::Report ? writeReport(run, results, baseline, sink, options) : writeCsv(run, sink);
    return sink.result() ? written : sink.result();
}

Result<void> writeOutputFile(RunOutput output, RunFile& run, const RunResults& results, const std::optional<BaselineComparison>& baseline, const QString& path,
    const ReportOptions& options)
{
    files::FileWriter file(path);
    if (auto opened = file.open(); !opened)
        return opened;
    const auto written = writeOutput(output, run, results, baseline, [&file](std::string_view bytes) { return file.write(bytes); }, options);
    return written ? file.commit() : written;
}

} // namespace gateway::evaluation
