#include "eval_runs.h"

#include "app/process/full_sentence.h"
#include "app/process/text_table.h"

#include <ostream>

namespace app {

using namespace gateway::evaluation;

gateway::Result<RunFile> openRun(const QString& dataDir, const std::string& idOrName)
{
    const auto file = findRun(dataDir, idOrName);
    return file ? RunFile::open(*file, RunFile::Access::Read) : tl::unexpected(file.error());
}

gateway::Result<std::optional<BaselineComparison>> compareWithBaseline(RunFile& run, const QString& dataDir)
{
    if (run.plan().baseline.empty())
        return std::nullopt;
    auto earlier = openRun(dataDir, run.plan().baseline);
    if (!earlier)
        return tl::unexpected(earlier.error());
    auto compared = compareRuns(run, *earlier);
    if (!compared)
        return tl::unexpected(compared.error());
    return std::optional(std::move(*compared));
}

void tellProblem(std::ostream& err, const gateway::Error& error)
{
    err << "signalboxd: " << shownText(sentence(error.text())) << std::endl;
}

} // namespace app
