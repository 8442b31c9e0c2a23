#include "app/process/command_line.h"

#include "catch.h"

#include <QTimeZone>

using app::Action;
using app::ConsumerRequest;
using app::Program;
using Verb = app::ConsumerRequest::Verb;

namespace {

gateway::Result<app::CommandLine> parse(const char* words, Program program = Program::Signalboxd)
{
    return app::parseCommandLine(program, QString::fromUtf8(words).split(QLatin1Char(' '), Qt::SkipEmptyParts), {});
}

} // namespace

TEST_CASE("parses consumer commands")
{
    struct Row {
        const char* words;
        Verb verb;
        const char* name;
        const char* hint;
        std::vector<std::string> routes;
        std::vector<std::string> models;
        bool expires;
    };
    const auto row = GENERATE(values<Row>({
        {"consumer list", Verb::List, "", "", {}, {}, false},
        {"consumer add ide", Verb::Add, "ide", "", {}, {}, false},
        {"consumer add --expires 9d ide", Verb::Add, "ide", "", {}, {}, true},
        {"consumer add ide --route a --model=m --route=b --model n", Verb::Add, "ide", "", {"a", "b"}, {"m", "n"}, false},
        {"consumer --model m add ide", Verb::Add, "ide", "", {}, {"m"}, false},
        {"--route a consumer add ide", Verb::Add, "ide", "", {"a"}, {}, false},
        {"consumer key ide --expires 2999-12-31", Verb::Key, "ide", "", {}, {}, true},
        {"consumer revoke ide 3fAb", Verb::Revoke, "ide", "3fAb", {}, {}, false},
        {"consumer enable ide", Verb::Enable, "ide", "", {}, {}, false},
        {"consumer disable ide", Verb::Disable, "ide", "", {}, {}, false},
        {"consumer remove ide", Verb::Remove, "ide", "", {}, {}, false},
    }));
    CAPTURE(row.words);
    const auto line = parse((std::string(row.words) + " --config /c.json").c_str());
    REQUIRE(line);
    CHECK(line->action == Action::Consumer);
    CHECK(line->configFile == QLatin1String("/c.json"));
    const ConsumerRequest& request = line->consumer;
    CHECK(request.verb == row.verb);
    CHECK(request.name == row.name);
    CHECK(request.hint == row.hint);
    CHECK(request.routes == row.routes);
    CHECK(request.models == row.models);
    CHECK(request.expires.has_value() == row.expires);
}

TEST_CASE("names wrong usage of a consumer command without repeating a possible key")
{
    struct Row {
        const char* words;
        const char* says;
    };
    const auto row = GENERATE(values<Row>({
        {"consumer", "one of: list, add NAME"},
        {"consumer", "remove NAME; see signalboxd consumer --help"},
        {"consumer frobnicate", "one of: list, add NAME"},
        {"consumer list sb-secret", "takes no arguments"},
        {"consumer add", "consumer add needs: NAME"},
        {"consumer add ide sb-secret", "consumer add needs: NAME"},
        {"consumer revoke ide", "consumer revoke needs: NAME HINT"},
        {"consumer add ide --expires", "--expires needs a value"},
        {"consumer add ide --expires=", "--expires needs a value"},
        {"consumer add ide --expires soon", "--expires must be a date such as"},
        {"consumer add ide --expires 2020-01-01", "--expires is in the past"},
        {"consumer key ide --route a", "--route is an option of consumer add"},
        {"consumer disable ide --expires 9d", "--expires is an option of consumer add and consumer key"},
        {"consumer add ide --rute a", "unknown option --rute; did you mean --route?"},
        {"consumer add ide --route", "--route needs a value: --route ID"},
        {"consumer add ide --model=", "--model needs a value: --model NAME"},
        {"consumer key ide --model m", "--model is an option of consumer add"},
        {"consumer add ide --since 7d", "--since is an option of usage"},
        {"usage --route a", "--route is an option of consumer"},
        {"explain f --model m", "--model is an option of clients and consumer"},
        {"consumer list --check-config", "cannot be used with"},
    }));
    CAPTURE(row.words);
    const auto line = parse(row.words);
    REQUIRE_FALSE(line);
    CHECK_THAT(line.error().text(), Catch::Contains(row.says));
    CHECK_THAT(line.error().text(), Catch::Contains("--help") && !Catch::Contains("sb-secret"));
}

TEST_CASE("consumer commands have their own help")
{
    CHECK(parse("consumer --help")->action == Action::ConsumerHelp);
    CHECK(parse("consumer add -h")->action == Action::ConsumerHelp);
    CHECK(parse("--help consumer")->action == Action::Help);
    CHECK(parse("consumer --help", Program::Signalbox)->action == Action::Help);
    const QString help = app::consumerHelp();
    for (const char* word : {"list", "add NAME", "key NAME", "revoke NAME HINT", "enable NAME", "disable NAME", "remove NAME",
                             "--expires WHEN", "--route ID", "--model NAME"})
        CHECK(help.contains(QLatin1String(word)));
    for (const QString& line : help.split(QLatin1Char('\n')))
        CHECK(line.size() <= 100);
}

TEST_CASE("parses the expiry of a key")
{
    struct Row {
        const char* text;
        const char* expiry; // empty: refused
    };
    const QDateTime now(QDate(2026, 11, 20), QTime(12, 30), Qt::UTC);
    const auto row = GENERATE(values<Row>({
        {"90d", "2027-02-18T12:30:00Z"},
        {"12h", "2026-11-21T00:30:00Z"},
        {"2027-01-31T10:00:00+08:00", "2027-01-31T02:00:00Z"},
        {"0d", ""},
        {"-5d", ""},
        {"999999d", ""},
        {"90", ""},
        {"90 d", ""},
        {"2026-02-30", ""},
        {"2026-11-01", ""},
        {"2026-11-20T12:30:00Z", ""},
        {"never", ""},
        {"", ""},
    }));
    CAPTURE(row.text);
    const auto expiry = app::expiryFrom(QLatin1String(row.text), now);
    CHECK(expiry.value_or("") == row.expiry);
}

TEST_CASE("a date as expiry includes that day in local time")
{
    const QDateTime noon(QDate(2027, 1, 31), QTime(12, 0));
    const auto expiry = app::expiryFrom(QStringLiteral("2027-01-31"), noon);
    REQUIRE(expiry);
    const QDateTime end = QDateTime::fromString(QString::fromStdString(*expiry), Qt::ISODate);
    CHECK(end.toLocalTime() == QDate(2027, 2, 1).startOfDay());
}
