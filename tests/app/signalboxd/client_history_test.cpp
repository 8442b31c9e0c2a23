#include "app/signalboxd/clients_command.h"

#include "catch.h"
#include "gateway/config/history/config_history.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <sstream>

using gateway::config::Author;
using gateway::config::ConfigHistory;

namespace {

/// Runs `signalboxd clients` with its own home folder.
struct ClientsDesk {
    QTemporaryDir folder;
    QByteArray home = qgetenv("HOME");
    app::CommandLine line;
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;

    ClientsDesk()
    {
        qputenv("HOME", folder.path().toUtf8());
        line.configFile = folder.filePath(QStringLiteral("config.json"));
        line.dataDir = folder.filePath(QStringLiteral("data"));
        line.clients.name = "aider";
        line.clients.model = "qwen-turbo";
        line.clients.isAgreed = true;
        QDir().mkpath(line.dataDir);
    }
    ~ClientsDesk() { qputenv("HOME", home); }
    ClientsDesk(const ClientsDesk&) = delete;
    ClientsDesk& operator=(const ClientsDesk&) = delete;

    void writeConfig(const char* text) const
    {
        QFile file(line.configFile);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    std::string config() const
    {
        QFile file(line.configFile);
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    }
    int run(app::ClientsRequest::Verb verb)
    {
        line.clients.verb = verb;
        return app::ClientsCommand(line, in, out, err).run();
    }
    ConfigHistory history() const { return ConfigHistory(ConfigHistory::folderIn(line.dataDir)); }
};

} // namespace

TEST_CASE("records configuration changes of a client setup and restore as a command's")
{
    using Verb = app::ClientsRequest::Verb;
    ClientsDesk desk;
    desk.writeConfig("{\"version\": 1}\n");
    INFO(desk.err.str());
    REQUIRE(desk.run(Verb::SetUp) == 0);
    const auto made = desk.history().list();
    REQUIRE(made);
    REQUIRE(made->size() == 2);
    CHECK(made->front().author == Author::Command);
    CHECK(toText(made->front().changes).find("consumers.aider") != std::string::npos);
    CHECK(desk.history().read(made->front().number) == desk.config());
    CHECK(made->back().author == Author::File); // the previous content

    REQUIRE(desk.run(Verb::Restore) == 0);
    const auto after = desk.history().list();
    REQUIRE(after);
    REQUIRE(after->size() == 3);
    CHECK(after->front().author == Author::Command);
    CHECK(desk.history().read(after->front().number) == desk.config());
}

TEST_CASE("keeps no version that a client setup could not write")
{
    ClientsDesk desk;
    desk.writeConfig("{\"version\": 1}\n");
    const QString real = desk.folder.filePath(QStringLiteral("real.json"));
    REQUIRE(QFile::rename(desk.line.configFile, real));
    REQUIRE(QFile::link(QStringLiteral("/dev/full/nowhere/config.json"), desk.line.configFile)); // nothing can be created there
    CHECK(desk.run(app::ClientsRequest::Verb::SetUp) == 1);
    const auto kept = desk.history().list();
    REQUIRE(kept);
    CHECK(kept->empty());
}
