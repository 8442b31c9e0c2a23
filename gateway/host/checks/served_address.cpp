#include "served_address.h"

#include "data_folder_lock.h"

#include "gateway/config/config_file.h"
#include "gateway/core/json/json_fields.h"
#include "gateway/core/log.h"

#include <QDateTime>
#include <QFileInfo>

namespace gateway::host {

namespace {

QString servedFile(const QString& dataDir) { return dataDir + QStringLiteral("/listening.json"); }

} // namespace

void noteServed(const QString& dataDir, const std::vector<std::string>& urls)
{
    if (const auto written = config::writeConfigFile(servedFile(dataDir), toPrettyText(Json{{"urls", urls}}), config::Previous::Dropped); !written)
        qCInfo(logHost, "The addresses of the gateway could not be saved: %s", written.error().text().c_str());
}

std::vector<std::string> servedAt(const QString& dataDir)
{
    const QFileInfo file(servedFile(dataDir));
    const QFileInfo lock(DataFolderLock::fileIn(dataDir));
    const bool isOfThatGateway = file.exists() && lock.exists() && file.lastModified() >= lock.lastModified();
    if (!isOfThatGateway || !DataFolderLock::isHeld(dataDir))
        return {};
    const auto text = config::readConfigFile(file.filePath());
    const auto tree = text && *text ? parseJson(**text) : Result<Json>(Json());
    return tree ? json::textsOf(*tree, "urls") : std::vector<std::string>();
}

} // namespace gateway::host
