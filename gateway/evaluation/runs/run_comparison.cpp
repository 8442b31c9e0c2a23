#include "results.h"

#include "run_tally.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <utility>

namespace gateway::evaluation {

namespace {

constexpr std::size_t kIdsAtOnce = 1000;
constexpr std::uint32_t kNoRow = UINT32_MAX;

Result<void> eachId(RunFile& run, const std::function<void(std::size_t row, const std::string& id)>& visit)
{
    for (std::size_t first = 0; first < run.plan().rows; first += kIdsAtOnce) {
        const auto rows = run.rows(first, kIdsAtOnce);
        if (!rows)
            return failure(rows.error());
        for (std::size_t i = 0; i < rows->size(); ++i)
            visit(first + i, (*rows)[i].id);
    }
    return {};
}

/// For each row of `run`, the row of `baseline` with the same id.
Result<std::vector<std::uint32_t>> commonRows(RunFile& run, RunFile& baseline)
{
    std::vector<std::uint32_t> common(run.plan().rows, kNoRow);
    if (run.plan().datasetSha256 == baseline.plan().datasetSha256 && run.plan().rows == baseline.plan().rows) {
        for (std::size_t row = 0; row < common.size(); ++row)
            common[row] = static_cast<std::uint32_t>(row);
        return common;
    }
    std::unordered_map<std::string, std::uint32_t> places;
    auto read = eachId(baseline, [&places](std::size_t row, const std::string& id) { places.emplace(id, static_cast<std::uint32_t>(row)); });
    if (read)
        read = eachId(run, [&](std::size_t row, const std::string& id) {
            if (const auto found = places.find(id); found != places.end())
                common[row] = found->second;
        });
    if (!read)
        return failure(read.error());
    return common;
}

/// The scores of the earlier run in the order of the new run's rows.
statistics::RowScores aligned(const statistics::RowScores& scores, const std::vector<std::uint32_t>& common)
{
    statistics::RowScores result(common.size());
    for (std::size_t row = 0; row < common.size(); ++row)
        if (common[row] != kNoRow)
            result[row] = scores[common[row]];
    return result;
}

} // namespace

std::vector<std::string> BaselineComparison::worse() const
{
    std::vector<std::string> names;
    for (const BaselineTarget& target : targets)
        if (target.score.verdict == statistics::Verdict::Worse)
            names.push_back(target.name);
    return names;
}

Result<BaselineComparison> compareRuns(RunFile& run, RunFile& baseline)
{
    BaselineComparison result;
    result.run = baseline.plan().id;
    result.name = baseline.plan().name;
    result.isSameDataset = run.plan().datasetSha256 == baseline.plan().datasetSha256;
    result.hasVerdicts = hasVerdicts(run.state()) && hasVerdicts(baseline.state());
    const auto common = commonRows(run, baseline);
    if (!common)
        return failure(common.error());
    result.commonRows = common->size() - static_cast<std::size_t>(std::ranges::count(*common, kNoRow));
    if (!result.hasVerdicts)
        return result;
    const auto later = tallyOf(run, std::nullopt, TallyOf::Scores);
    if (!later)
        return failure(later.error());
    const auto earlier = tallyOf(baseline, std::nullopt, TallyOf::Scores);
    if (!earlier)
        return failure(earlier.error());
    std::vector<statistics::Comparison> comparisons;
    for (std::size_t a = 0; a < later->size(); ++a) {
        const auto& names = baseline.plan().targets;
        const auto found = std::ranges::find(names, run.plan().targets[a]);
        if (found == names.end())
            continue;
        const auto b = static_cast<std::size_t>(found - names.begin());
        const auto seen = statistics::comparePaired((*later)[a].scores, aligned((*earlier)[b].scores, *common));
        if (seen)
            comparisons.push_back({a, b, *seen, 1, statistics::Verdict::NoDifferenceShown, std::nullopt});
    }
    statistics::judge(comparisons);
    for (const statistics::Comparison& comparison : comparisons)
        result.targets.push_back({run.plan().targets[comparison.a], comparison});
    return result;
}

Result<std::optional<BaselineComparison>> compareWithBaseline(RunFile& run, const QString& dataDir)
{
    if (run.plan().baseline.empty())
        return std::nullopt;
    const auto file = findRun(dataDir, run.plan().baseline);
    if (!file)
        return failure(file.error());
    auto earlier = RunFile::open(*file, RunFile::Access::Read);
    if (!earlier)
        return failure(earlier.error());
    auto compared = compareRuns(run, *earlier);
    if (!compared)
        return failure(compared.error());
    return std::optional(std::move(*compared));
}

} // namespace gateway::evaluation
