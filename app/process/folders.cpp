#include "folders.h"

#include <QStandardPaths>

namespace app {

namespace {

// The generic folders, so that both programs share one whatever their application name is.
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

} // namespace app
