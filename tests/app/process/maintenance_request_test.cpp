#include "app/process/command_line.h"

#include "catch.h"

namespace {

gateway::Result<app::CommandLine> parseMaintenance(const char* words)
{
    return app::parseCommandLine(app::Program::Signalboxd, QString::fromUtf8(words).split(QLatin1Char(' '), Qt::SkipEmptyParts), {});
}

} // namespace

TEST_CASE("parses commands about versions and backups")
{
    CHECK(parseMaintenance("config history")->history.verb == app::HistoryRequest::Verb::List);
    CHECK(parseMaintenance("config show 12")->history.number == 12);
    CHECK_FALSE(parseMaintenance("config diff 12")->history.other);
    const auto diff = parseMaintenance("config diff 12 14");
    REQUIRE(diff);
    CHECK(diff->action == app::Action::History);
    CHECK(diff->history.verb == app::HistoryRequest::Verb::Diff);
    CHECK(diff->history.other == 14);
    CHECK(parseMaintenance("--config /c.json config restore 3")->history.verb == app::HistoryRequest::Verb::Restore);

    const auto out = parseMaintenance("backup export --with-secrets /x/../all --with-usage --passphrase-file /p");
    REQUIRE(out);
    CHECK(out->action == app::Action::Backup);
    CHECK(out->backup.verb == app::BackupOrder::Verb::Export);
    CHECK(out->backup.file == QLatin1String("/all"));
    CHECK(out->backup.withSecrets);
    CHECK(out->backup.withUsage);
    CHECK(out->backup.passphraseFile == QLatin1String("/p"));
    const auto in = parseMaintenance("backup import /all --yes");
    REQUIRE(in);
    CHECK(in->backup.verb == app::BackupOrder::Verb::Import);
    CHECK(in->backup.isAgreed);
    CHECK_FALSE(in->backup.withUsage);
    CHECK_FALSE(out->backup.isAgreed);
    CHECK(parseMaintenance("backup export /all --yes")->backup.isAgreed);
}

TEST_CASE("names wrong usage of commands about versions and backups")
{
    struct Row {
        const char* words;
        const char* says;
    };
    const auto row = GENERATE(values<Row>({
        {"config", "config needs history"},
        {"config histori", "config needs history"},
        {"config history 3", "takes no arguments"},
        {"config show", "needs one version"},
        {"config show latest", "is not a version number"},
        {"config diff 1 2 3", "one or two versions"},
        {"config restore 0", "is not a version number"},
        {"backup", "export FILE or import FILE"},
        {"backup export", "export FILE or import FILE"},
        {"backup export a b", "export FILE or import FILE"},
        {"backup import a --with-secrets", "is an option of backup export"},
        {"usage --with-usage", "--with-usage is an option of backup"},
    }));
    CAPTURE(row.words);
    const auto line = parseMaintenance(row.words);
    REQUIRE_FALSE(line);
    CHECK_THAT(line.error().text(), Catch::Contains(row.says) && Catch::Contains("--help"));
}
