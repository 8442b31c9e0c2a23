#include "gateway_access.h"

#include "data_folder_lock.h"

#include "gateway/core/files/file_writer.h"
#include "gateway/core/json/json_fields.h"
#include "gateway/core/log.h"
#include "gateway/host/programs/user_names.h"
#include "gateway/secrets/secret_file.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace gateway::host {

namespace {

constexpr qint64 kMostBytes = 65'536;

QString runningFile(const QString& dataDir) { return dataDir + QStringLiteral("/running.json"); }

/// Only the owner of the gateway may have written the file: its key and its address are used without a question.
Result<void> checkOwner(const QString& path, const QFile& file)
{
    const std::string name = path.toStdString();
    const auto user = ownUser();
    if (user && QFileInfo(file).ownerId() != *user)
        return failure(ErrorKind::SecretDenied,
            {QT_TRANSLATE_NOOP("Error", "The file %1 belongs to another user. Run this command as the user of the gateway, or choose another folder with --data-dir."), {name}});
    if (secrets::isOpenToOthers(file.permissions()))
        return failure(ErrorKind::SecretDenied,
            {QT_TRANSLATE_NOOP("Error", "The file %1 contains a key of the gateway, but others can access it. Restart the gateway, which replaces both."), {name}});
    return {};
}

/// Empty: the file is of a gateway that was killed.
Result<std::optional<GatewayAccess>> gatewayIn(const QByteArray& text, qint64 holder, const QString& path)
{
    const auto json = parseJson(text.toStdString());
    const bool isObject = json && json->is_object();
    GatewayAccess found;
    std::string key;
    if (isObject) {
        found.baseUrl = json::textOf(*json, "base_url");
        key = json::textOf(*json, "key");
    }
    if (found.baseUrl.empty() || key.empty())
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "The file %1 is invalid. Restart the gateway, which writes it anew."), {path.toStdString()}});
    if (json::integerOf(*json, "pid").value_or(0) != holder)
        return std::nullopt;
    found.key = Secret(std::move(key));
    return found;
}

} // namespace

std::string localBaseUrl(const std::vector<std::string>& addresses)
{
    if (addresses.empty())
        return {};
    const std::string& first = addresses.front();
    const std::size_t colon = std::min(first.rfind(':'), first.size());
    std::string host = first.substr(0, colon);
    if (host == "0.0.0.0")
        host = "127.0.0.1";
    else if (host == "[::]")
        host = "[::1]";
    return "http://" + host + first.substr(colon);
}

void noteRunning(const QString& dataDir, const GatewayAccess& gateway)
{
    const Json json{{"pid", QCoreApplication::applicationPid()}, {"base_url", gateway.baseUrl}, {"key", std::string(gateway.key.reveal())}};
    const auto written = files::writeFile(runningFile(dataDir), toPrettyText(json), {.isPrivate = true});
    if (written)
        return;
    forgetRunning(dataDir);
    qCWarning(logHost, "Other programs of this user, such as \"signalboxd eval\", cannot enter this gateway: %s", written.error().text().c_str());
}

void forgetRunning(const QString& dataDir) { QFile::remove(runningFile(dataDir)); }

Result<std::optional<GatewayAccess>> runningGateway(const QString& dataDir)
{
    const QString path = runningFile(dataDir);
    if (!DataFolderLock::isHeld(dataDir) || !QFileInfo::exists(path))
        return std::nullopt;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "The file %1 cannot be read: %2."), {path.toStdString(), file.errorString().toStdString()}});
    if (auto checked = checkOwner(path, file); !checked)
        return failure(std::move(checked.error()));
    return gatewayIn(file.read(kMostBytes), DataFolderLock(dataDir).holder(), path);
}

} // namespace gateway::host
