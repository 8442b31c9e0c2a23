#include "app/process/completion.h"

#include "command_options.h"

#include "catch.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

using app::Action;
using app::Program;
using app::Shell;

namespace {

/// What bash offers after `words`, the last of which is being typed.
QStringList offered(Program program, const QStringList& words)
{
    const QTemporaryDir folder;
    const QString script = folder.filePath(QStringLiteral("completion"));
    QFile file(script);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(app::completionScript(program, Shell::Bash).toUtf8());
    file.close();
    for (const char* name : {"keys.json", "other.json"}) {
        QFile there(folder.filePath(QLatin1String(name)));
        REQUIRE(there.open(QIODevice::WriteOnly));
    }
    QProcess bash;
    bash.setWorkingDirectory(folder.path());
    // compopt works only during completion.
    bash.start(QStringLiteral("bash"), QStringList{QStringLiteral("--norc"), QStringLiteral("-euc"),
        QStringLiteral("compopt() { :; }; . \"$0\"; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _$1; printf '%s\\n' \"${COMPREPLY[@]}\""), script, app::programName(program)} + words);
    REQUIRE(bash.waitForFinished());
    CHECK(bash.readAllStandardError().toStdString().empty());
    CHECK(bash.exitCode() == 0);
    return QString::fromUtf8(bash.readAllStandardOutput()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

QString bare(const app::Option& option) { return QString::fromLatin1(option.name).mid(2); }

} // namespace

TEST_CASE("completes every command and option in each shell")
{
    for (const auto program : {Program::Signalbox, Program::Signalboxd}) {
        const QString bash = app::completionScript(program, Shell::Bash);
        const QString zsh = app::completionScript(program, Shell::Zsh);
        const QString fish = app::completionScript(program, Shell::Fish);
        for (const app::Option& option : app::options()) {
            CAPTURE(option.name);
            const QRegularExpression name(QStringLiteral("%1(?![a-z-])").arg(QLatin1String(option.name)));
            CHECK(bash.contains(name) == app::knows(program, option));
            CHECK(zsh.contains(QStringLiteral("'%1[").arg(QLatin1String(option.name))) == app::knows(program, option));
            CHECK(fish.contains(QStringLiteral(" -l %1 ").arg(bare(option))) == app::knows(program, option));
        }
        for (const app::Command& command : app::commands()) {
            if (program == Program::Signalbox) continue;
            CAPTURE(command.name, command.arguments);
            const QString word = QLatin1String(command.name);
            CHECK(zsh.contains(QStringLiteral("'%1:").arg(word)));
            CHECK(fish.contains(QStringLiteral("__fish_use_subcommand -a %1 ").arg(word)));
            CHECK(offered(program, {word}).contains(word));
            const QString verb = QString::fromLatin1(command.arguments).section(QLatin1Char(' '), 0, 0);
            if (verb.isEmpty() || !verb.front().isLower()) continue;
            CHECK(offered(program, {word, QString()}).contains(verb));
            CHECK(fish.contains(QStringLiteral(" -a %1 -d ").arg(verb)));
        }
    }
}

TEST_CASE("bash offers only what may follow")
{
    struct Row {
        const char* words;
        QStringList offered;
    };
    const auto row = GENERATE(values<Row>({
        {"ke", {QStringLiteral("key")}},
        {"key s", {QStringLiteral("set")}},
        {"consumer re", {QStringLiteral("revoke"), QStringLiteral("remove")}},
        {"--data-dir /tmp con", {QStringLiteral("consumer"), QStringLiteral("config")}},
        {"--log-level de", {QStringLiteral("debug")}},
        {"import --from a", {QStringLiteral("apisix")}},
        {"formats --from a", {QStringLiteral("anthropic")}},
        {"usage --format j", {QStringLiteral("json"), QStringLiteral("jsonl")}},
        {"doctor --format j", {QStringLiteral("json")}},
        {"import --st", {QStringLiteral("--store-keys")}},
        {"import k", {QStringLiteral("keys.json")}},
        {"run --config o", {QStringLiteral("other.json")}},
        {"usage --since 7", {}},
    }));
    CAPTURE(row.words);
    QStringList found = offered(Program::Signalboxd, QString::fromLatin1(row.words).split(QLatin1Char(' ')));
    QStringList expected = row.offered;
    found.sort();
    expected.sort();
    CHECK(found == expected);
}

TEST_CASE("accepts every offered value")
{
    const QStringList lines = app::completionScript(Program::Signalboxd, Shell::Bash).split(QLatin1Char('\n'));
    static const QRegularExpression kRow(QStringLiteral("^    (\\*|[a-z]+)' (--[a-z-]+)'\\).* -W '([^']*)'"));
    int rows = 0;
    for (const QString& line : lines) {
        const auto match = kRow.match(line);
        if (!match.hasMatch()) continue;
        ++rows;
        for (const QString& value : match.captured(3).split(QLatin1Char(' '))) {
            QStringList words;
            const QString command = match.captured(1);
            if (command != QLatin1String("*")) words << command;
            if (command == QLatin1String("clients")) words << QStringLiteral("list");
            if (command == QLatin1String("eval")) words << QStringLiteral("estimate") << QStringLiteral("a.jsonl") << QStringLiteral("--targets") << QStringLiteral("a/b");
            if (command == QLatin1String("experiment")) words << (match.captured(2) == QLatin1String("--winner") ? QStringList{QStringLiteral("end"), QStringLiteral("cheaper")} : QStringList{QStringLiteral("list")});
            if (command == QLatin1String("import")) words << QStringLiteral("a.json");
            if (command == QLatin1String("reconcile")) words << QStringLiteral("mine") << QStringLiteral("a.csv");
            if (value == QLatin1String("jsonl")) words << QStringLiteral("export");
            if (match.captured(2) == QLatin1String("--to") && command == QLatin1String("formats")) words << QStringLiteral("--from") << QStringLiteral("chat");
            words << match.captured(2) << value;
            const auto parsed = app::parseCommandLine(Program::Signalboxd, words, {});
            CAPTURE(words.join(QLatin1Char(' ')).toStdString(), parsed ? std::string() : parsed.error().text());
            CHECK(parsed);
        }
    }
    CHECK(rows >= 12);
}

TEST_CASE("the completion scripts are valid in the installed shells")
{
    const auto program = GENERATE(Program::Signalbox, Program::Signalboxd);
    const QTemporaryDir folder;
    for (const auto& [shell, interpreter] : {std::pair{Shell::Bash, "bash"}, std::pair{Shell::Zsh, "zsh"}, std::pair{Shell::Fish, "fish"}}) {
        const QString path = folder.filePath(QLatin1String(interpreter));
        QFile file(path);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(app::completionScript(program, shell).toUtf8());
        file.close();
        QProcess check;
        check.start(QLatin1String(interpreter), {QStringLiteral("-n"), path});
        if (!check.waitForStarted()) continue;
        REQUIRE(check.waitForFinished());
        CAPTURE(interpreter, check.readAllStandardError().toStdString());
        CHECK(check.exitCode() == 0);
    }
}
