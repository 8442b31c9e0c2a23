#include "run_file.h"

#include "gateway/core/text/closest_names.h"
#include "gateway/core/text/joined.h"

#include <QDir>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace gateway::evaluation {

namespace {

constexpr std::size_t kMostNamed = 5;

/// Whether `id` begins with `beginning`, in any case.
bool beginsWith(const std::string& id, const std::string& beginning)
{
    return QString::fromStdString(id).startsWith(QString::fromStdString(beginning), Qt::CaseInsensitive);
}

} // namespace

RunList runsIn(const QString& dataDir)
{
    RunList list;
    const QDir folder(RunFile::folderIn(dataDir));
    for (const QFileInfo& file : folder.entryInfoList({u"*.db"_s}, QDir::Files, QDir::Name)) {
        if (auto head = RunFile::readHead(file.absoluteFilePath()))
            list.runs.push_back(std::move(*head));
        else
            list.problems.push_back(std::move(head.error()));
    }
    std::ranges::stable_sort(list.runs, [](const auto& a, const auto& b) {
        return std::tie(b.first.startedAt, b.first.id) < std::tie(a.first.startedAt, a.first.id);
    });
    return list;
}

Result<QString> findRun(const QString& dataDir, const std::string& idOrName)
{
    const RunList list = runsIn(dataDir);
    const auto fileOf = [&dataDir](const RunPlan& plan) { return RunFile::fileIn(dataDir, plan.id); };
    std::vector<std::string> names;
    std::vector<const RunPlan*> beginning;
    const RunPlan* named = nullptr;
    for (const auto& [plan, state] : list.runs) {
        if (plan.id == idOrName)
            return fileOf(plan);
        if (!idOrName.empty() && beginsWith(plan.id, idOrName))
            beginning.push_back(&plan);
        if (plan.name == idOrName && !named)
            named = &plan;
        names.push_back(plan.name);
        names.push_back(plan.id);
    }
    if (beginning.size() == 1)
        return fileOf(*beginning.front());
    if (named)
        return fileOf(*named);
    if (!beginning.empty()) {
        std::vector<std::string> ids;
        for (const RunPlan* plan : beginning)
            if (ids.size() < kMostNamed)
                ids.push_back(plan->id + " (" + plan->name + ')');
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The ids of %1 evaluation runs begin with \"%2\": %3"), {std::to_string(beginning.size()), idOrName, joined(ids)}});
    }
    const auto close = closestNames(idOrName, names);
    if (close.empty())
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "There is no evaluation run \"%1\". Run \"signalboxd eval list\" to see all."), {idOrName}});
    return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "There is no evaluation run \"%1\"; did you mean %2?"), {idOrName, alternativesOf(close)}});
}

} // namespace gateway::evaluation
