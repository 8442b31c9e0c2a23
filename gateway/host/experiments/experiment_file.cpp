#include "experiment_file.h"

#include "gateway/config/config_file.h"
#include "gateway/config/settings/timestamp.h"
#include "gateway/core/files/file_system.h"
#include "gateway/core/files/file_writer.h"
#include "gateway/core/json/json_fields.h"
#include "gateway/core/log.h"

#include <QLockFile>
#include <QtGlobal>

#include <algorithm>
#include <optional>
#include <utility>

namespace gateway::host {

namespace {

constexpr std::size_t kMostEnds = 1000;
constexpr int kPatience_ms = 5000;

/// The object in a file; empty: there is no file. Errors: Io, also if it contains something else.
Result<std::optional<Json>> objectIn(const QString& file)
{
    auto text = config::readConfigFile(file);
    if (!text)
        return failure(text.error());
    if (!*text)
        return std::nullopt;
    auto json = parseJson(**text);
    if (!json || !json->is_object())
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "%1 is not a JSON object"), {file.toStdString()}});
    return std::optional(std::move(*json));
}

Result<void> writeObject(const QString& file, const Json& object)
{
    files::WriteOptions options;
    options.isPrivate = true;
    return files::writeFile(file, toText(object) + '\n', options);
}

} // namespace

QString experimentsFileIn(const QString& dataDir) { return dataDir + QStringLiteral("/experiments.json"); }
QString experimentEndsFileIn(const QString& dataDir) { return dataDir + QStringLiteral("/experiment-ends.json"); }

SavedExperiments readExperiments(const QString& dataDir)
{
    SavedExperiments saved;
    const auto object = objectIn(experimentsFileIn(dataDir));
    if (!object) {
        saved.problem = object.error().message;
        return saved;
    }
    if (!*object)
        return saved;
    if (const Json* const list = json::findList(**object, "experiments"))
        saved.experiments = *list;
    else
        saved.problem = {QT_TRANSLATE_NOOP("Error", "%1 has no list of experiments"), {experimentsFileIn(dataDir).toStdString()}};
    return saved;
}

Result<void> writeExperiments(const QString& dataDir, const Json& experiments)
{
    return writeObject(experimentsFileIn(dataDir), {{"experiments", experiments}});
}

std::vector<ExperimentEnd> readExperimentEnds(const QString& dataDir)
{
    const auto object = objectIn(experimentEndsFileIn(dataDir));
    if (!object)
        qCWarning(logHost, "Experiments that were ended are not known: %s", object.error().text().c_str());
    std::vector<ExperimentEnd> ends;
    for (const Json& each : object && *object ? json::listOf(**object, "ends") : Json::array()) {
        const auto at = config::parseTimestamp(json::textOf(each, "at"));
        const auto winner = json::integerOf(each, "winner");
        const std::string& name = json::textOf(each, "experiment");
        if (at && winner && (*winner == 0 || *winner == 1) && std::ranges::find(ends, name, &ExperimentEnd::experiment) == ends.end())
            ends.push_back({name, static_cast<std::size_t>(*winner), *at});
    }
    return ends;
}

Result<void> noteExperimentEnd(const QString& dataDir, const ExperimentEnd& end)
{
    const QString file = experimentEndsFileIn(dataDir);
    if (auto made = files::makePrivateFolder(dataDir); !made)
        return made;
    QLockFile lock(file + QStringLiteral(".lock"));
    if (!lock.tryLock(kPatience_ms))
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "%1 cannot be locked for writing"), {file.toStdString()}});
    std::vector<ExperimentEnd> ends = readExperimentEnds(dataDir);
    std::erase_if(ends, [&](const ExperimentEnd& each) { return each.experiment == end.experiment; });
    ends.insert(ends.begin(), end);
    ends.resize(std::min(ends.size(), kMostEnds));
    Json list = Json::array();
    for (const ExperimentEnd& each : ends)
        list.push_back({{"experiment", each.experiment}, {"winner", each.winner}, {"at", config::toTimestamp(each.at)}});
    return writeObject(file, {{"ends", std::move(list)}});
}

} // namespace gateway::host
