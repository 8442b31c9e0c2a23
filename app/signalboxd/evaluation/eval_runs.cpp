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

void tellProblem(std::ostream& err, const gateway::Error& error)
{
    err << "signalboxd: " << shownText(sentence(error.text())) << std::endl;
}

} // namespace app
