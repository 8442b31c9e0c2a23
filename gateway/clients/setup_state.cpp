#include "setup_state.h"

#include "gateway/config/config_file.h"
#include "gateway/config/settings/settings.h"
#include "gateway/core/json/json.h"
#include "gateway/core/json/json_fields.h"

#include <QCryptographicHash>
#include <QFileInfo>

#include <algorithm>

namespace gateway::clients {

namespace {

constexpr int kVersion = 1;
constexpr qsizetype kShownHash = 12;

Json jsonOf(const SetupRecord& record)
{
    Json files = Json::array();
    for (const FileRecord& file : record.files)
        files.push_back({{"path", file.path}, {"was_missing", file.wasMissing}, {"backup", file.backup},
            {"before_sha256", file.before_sha256}, {"after_sha256", file.after_sha256}, {"led_here", file.ledHere},
            {"mode", QString::number(file.mode, 8).toStdString()}});
    Json tree{{"client", record.client}, {"consumer", record.consumer}, {"key_sha256", record.keySha256}, {"base", record.base},
        {"model", record.model}, {"set_up_at", record.setUpAt.toUTC().toString(Qt::ISODate).toStdString()}, {"files", std::move(files)}, {"from_backup", record.isFromBackup}};
    if (record.firstSeenAt.isValid())
        tree.update({{"first_seen_at", record.firstSeenAt.toUTC().toString(Qt::ISODateWithMs).toStdString()}, {"first_model", record.firstModel}});
    if (!record.failure.empty())
        tree.update({{"failed_at", record.failedAt.toUTC().toString(Qt::ISODateWithMs).toStdString()}, {"failure", record.failure}, {"failed_model", record.failedModel}});
    if (record.route)
        tree["route"] = {{"id", record.route->id}, {"provider", record.route->provider}, {"model", record.route->model}};
    return tree;
}

SetupRecord recordOf(const Json& tree)
{
    SetupRecord record{json::textOf(tree, "client"), json::textOf(tree, "consumer"), json::textOf(tree, "key_sha256"), json::textOf(tree, "base"), json::textOf(tree, "model"),
        QDateTime::fromString(QString::fromStdString(json::textOf(tree, "set_up_at")), Qt::ISODate), {}};
    const auto files = tree.find("files");
    for (const Json& file : files != tree.end() && files->is_array() ? *files : Json::array())
        if (file.is_object())
            record.files.push_back({json::textOf(file, "path"), json::isTrue(file, "was_missing"), json::textOf(file, "backup"), json::textOf(file, "before_sha256"),
                json::textOf(file, "after_sha256"), json::isTrue(file, "led_here"), QString::fromStdString(json::textOf(file, "mode")).toInt(nullptr, 8)});
    record.firstSeenAt = QDateTime::fromString(QString::fromStdString(json::textOf(tree, "first_seen_at")), Qt::ISODateWithMs);
    record.firstModel = json::textOf(tree, "first_model");
    record.failedAt = QDateTime::fromString(QString::fromStdString(json::textOf(tree, "failed_at")), Qt::ISODateWithMs);
    record.failure = json::textOf(tree, "failure");
    record.failedModel = json::textOf(tree, "failed_model");
    if (const auto route = tree.find("route"); route != tree.end() && route->is_object())
        record.route = AddedRoute{json::textOf(*route, "id"), json::textOf(*route, "provider"), json::textOf(*route, "model")};
    record.isFromBackup = json::isTrue(tree, "from_backup");
    return record;
}

std::string textOf(const std::vector<SetupRecord>& records)
{
    Json list = Json::array();
    for (const SetupRecord& record : records)
        list.push_back(jsonOf(record));
    return toPrettyText({{"version", kVersion}, {"clients", std::move(list)}});
}

/// Empty: not a list of set-ups.
std::optional<std::vector<SetupRecord>> recordsIn(const std::string& text)
{
    const auto tree = parseJson(text);
    const auto list = tree && tree->is_object() ? tree->find("clients") : Json::const_iterator();
    if (!tree || !tree->is_object() || list == tree->end() || !list->is_array())
        return std::nullopt;
    std::vector<SetupRecord> records;
    for (const Json& each : *list)
        if (each.is_object())
            records.push_back(recordOf(each));
    return records;
}

} // namespace

std::string withoutBelief(const std::string& text)
{
    auto records = recordsIn(text);
    if (!records)
        return {};
    std::erase_if(*records, [](const SetupRecord& record) { return !config::isNearUrl(record.base); });
    for (SetupRecord& record : *records) {
        record.isFromBackup = true;
        record.consumer.clear();
        record.keySha256.clear();
        record.firstSeenAt = {};
        record.firstModel.clear();
        record.failedAt = {};
        record.failure.clear();
        record.failedModel.clear();
        record.route.reset();
        for (FileRecord& file : record.files)
            file = {file.path, false, {}, {}, {}, false, 0};
    }
    return records->empty() ? std::string() : textOf(*records);
}

const FileRecord* SetupRecord::find(const std::string& path) const
{
    const auto found = std::find_if(files.begin(), files.end(), [&](const FileRecord& file) { return file.path == path; });
    return found == files.end() ? nullptr : &*found;
}

QString setupStateFile(const QString& dataDir) { return dataDir + QStringLiteral("/clients.json"); }

SetupState::SetupState(const QString& dataDir)
    : m_file(setupStateFile(dataDir)), m_backups(dataDir + QStringLiteral("/backups/clients"))
{
}

Result<std::vector<SetupRecord>> SetupState::read() const
{
    const auto text = config::readConfigFile(m_file);
    if (!text)
        return tl::unexpected(text.error());
    if (!*text)
        return std::vector<SetupRecord>();
    auto records = recordsIn(**text);
    if (!records)
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "%1 is not a valid list of set-up clients; move it away to start over"), {m_file.toStdString()}});
    return std::move(*records);
}

Result<std::optional<SetupRecord>> SetupState::find(const std::string& client) const
{
    auto records = read();
    if (!records)
        return tl::unexpected(records.error());
    for (SetupRecord& record : *records)
        if (record.client == client)
            return std::optional(std::move(record));
    return std::optional<SetupRecord>();
}

Result<void> SetupState::put(const SetupRecord& record) const
{
    auto records = read();
    if (!records)
        return tl::unexpected(records.error());
    std::erase_if(*records, [&](const SetupRecord& each) { return each.client == record.client; });
    records->push_back(record);
    return write(*records);
}

Result<void> SetupState::remove(const std::string& client) const
{
    auto records = read();
    if (!records)
        return tl::unexpected(records.error());
    std::erase_if(*records, [&](const SetupRecord& each) { return each.client == client; });
    return write(*records);
}

Result<void> SetupState::write(const std::vector<SetupRecord>& records) const
{
    return config::writeConfigFile(m_file, textOf(records), config::Previous::Dropped);
}

QString SetupState::backupFile(const std::string& client, const std::string& name) const
{
    return m_backups + QLatin1Char('/') + QString::fromStdString(client) + QLatin1Char('/') + QString::fromStdString(name);
}

Result<std::string> SetupState::backUp(const std::string& client, const QString& file, const std::string& bytes) const
{
    const QString name = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-"))
        + QString::fromStdString(sha256Of(bytes)).left(kShownHash) + QLatin1Char('-') + QFileInfo(file).fileName();
    const auto written = config::writeConfigFile(backupFile(client, name.toStdString()), bytes, config::Previous::Dropped);
    if (!written)
        return tl::unexpected(written.error());
    return name.toStdString();
}

Result<std::string> SetupState::readBackup(const FileRecord& file, const std::string& client) const
{
    const QString path = backupFile(client, file.backup);
    auto text = config::readConfigFile(path);
    if (!text)
        return tl::unexpected(text.error());
    if (!*text || sha256Of(**text) != file.before_sha256)
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "the copy %1 of the previous content is missing or was changed"), {path.toStdString()}});
    return std::move(**text);
}

std::string sha256Of(const std::string& bytes)
{
    const QByteArray hash = QCryptographicHash::hash(QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())), QCryptographicHash::Sha256);
    return hash.toHex().toStdString();
}

} // namespace gateway::clients
