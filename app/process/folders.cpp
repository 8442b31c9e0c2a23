#include "folders.h"

#include "gateway/core/files/file_system.h"

#include <QDir>
#include <QStandardPaths>

namespace app {

namespace {

// The generic folders, so that both programs share them whatever their application names are.
QString under(QStandardPaths::StandardLocation location, const QString& rest)
{
    return QStandardPaths::writableLocation(location) + QStringLiteral("/signalbox") + rest;
}

} // namespace

QString defaultConfigFile()
{
    return under(QStandardPaths::GenericConfigLocation, QStringLiteral("/config.json"));
}

QString defaultDataDir() { return under(QStandardPaths::GenericDataLocation, {}); }

std::string prepareDataDir(const QString& dataDir)
{
    static_cast<void>(gateway::files::makePrivateFolder(dataDir)); // on failure, the gateway reports what it cannot store
    if (QDir::cleanPath(dataDir) != QDir::cleanPath(defaultDataDir()) || !gateway::files::closeFolder(dataDir))
        return {};
    return "Other users of this machine had access to the data folder " + dataDir.toStdString() + ". Their access was removed.";
}

QString absolutePath(const QString& typed) { return QDir::cleanPath(QDir::current().absoluteFilePath(typed)); }

} // namespace app
