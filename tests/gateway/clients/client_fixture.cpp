#include "client_fixture.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

namespace tests {

using namespace gateway::clients;

namespace {

std::optional<std::string> contentOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.readAll().toStdString();
}

} // namespace

Machine::Machine()
{
    surroundings.home = m_folder.filePath(QStringLiteral("home"));
    surroundings.dataDir = m_folder.filePath(QStringLiteral("data"));
    surroundings.system = System::Linux;
    surroundings.root = m_folder.filePath(QStringLiteral("system"));
    QDir().mkpath(surroundings.home);
    QDir().mkpath(surroundings.dataDir);
}

ClientSetups Machine::setups() const { return {knownClients(), surroundings}; }

QString Machine::path(const std::string& place) const { return surroundings.home + QLatin1Char('/') + QString::fromStdString(place); }

void Machine::write(const std::string& place, const std::string& bytes) const
{
    QDir().mkpath(QFileInfo(path(place)).path());
    QFile file(path(place));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(bytes.data(), static_cast<qint64>(bytes.size()));
}

std::optional<std::string> Machine::read(const std::string& place) const { return contentOf(path(place)); }

bool Machine::keeps(const std::string& text) const
{
    QDirIterator files(surroundings.dataDir, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        if (contentOf(files.next()).value_or(std::string()).find(text) != std::string::npos)
            return true;
    return false;
}

std::shared_ptr<const ClientCatalog> knownClients()
{
    static const auto loaded = ClientCatalog::load();
    if (!loaded)
        FAIL(loaded.error().text());
    return *loaded;
}

std::string sample(const std::string& client, const std::string& file)
{
    auto text = contentOf(QStringLiteral(SIGNALBOX_SOURCE_DIR "/tests/data/clients/") + QString::fromStdString(client + '/' + file));
    if (!text)
        FAIL("there is no sample " << client << '/' << file);
    return *text;
}

std::string sha256(const std::string& text)
{
    return QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256).toHex().toStdString();
}

SetupWish wish(const std::string& client) { return {client, kBase, kModel, {}}; }

void succeed(const gateway::Result<void>& result)
{
    if (!result)
        FAIL(result.error().text());
}

void setUp(ClientSetups& setups, const std::string& client, const std::string& key)
{
    succeed(setups.apply(value(setups.plan(wish(client))), gateway::Secret(key), sha256(key), client));
}

} // namespace tests
