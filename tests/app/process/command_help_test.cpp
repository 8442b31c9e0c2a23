#include "app/process/command_line.h"

#include "command_options.h"

#include "catch.h"

#include <QRegularExpression>
#include <QSet>

using app::Action;
using app::Program;

namespace {

gateway::Result<app::CommandLine> parse(const QString& words)
{
    return app::parseCommandLine(Program::Signalboxd, words.split(QLatin1Char(' ')), {});
}

QSet<QString> optionsIn(const QString& text)
{
    QSet<QString> names;
    auto match = QRegularExpression(QStringLiteral("--[a-z]+[a-z-]*")).globalMatch(text);
    while (match.hasNext())
        names << match.next().captured();
    return names;
}

/// Options of that command; "run" has the global ones.
QSet<QString> optionsOf(const app::Command& command)
{
    QSet<QString> names{QStringLiteral("--help")};
    for (const app::Option& option : app::options())
        if (app::knows(Program::Signalboxd, option)
            && (command.action == Action::Run ? !option.command : app::commandsOf(option).contains(QLatin1String(command.name))))
            names << QLatin1String(option.name);
    return names;
}

} // namespace

TEST_CASE("every command has help with its name, forms and options")
{
    for (const app::Command& command : app::commands()) {
        const QString name = QLatin1String(command.name);
        CAPTURE(command.name);
        const auto line = parse(name + QStringLiteral(" --help"));
        REQUIRE(line);
        CHECK(line->helpCommand == name);
        CHECK(line->action == (command.action == Action::Consumer ? Action::ConsumerHelp : command.action == Action::Reconcile ? Action::ReconcileHelp : Action::Help));
        if (command.action == Action::Consumer) // which has options of its own outside the table
            continue;
        const QString help = app::commandHelpText(name);
        CHECK(help.contains(QStringLiteral("signalboxd [OPTION]... %1 %2").arg(name, QLatin1String(command.arguments)).trimmed() + QLatin1Char('\n')));
        CHECK(help.contains(QLatin1String(command.help), Qt::CaseInsensitive));
        CHECK(optionsIn(help) == optionsOf(command));
        CHECK(help.endsWith(QStringLiteral("see signalboxd --help.\n")));
        for (const QString& row : help.split(QLatin1Char('\n')))
            CHECK(row.size() <= 100);
    }
}

TEST_CASE("the help of one command is short and the general help complete")
{
    CHECK(app::commandHelpText(QStringLiteral("ca"))
        == QStringLiteral("Usage: signalboxd [OPTION]... ca\n\n"
                          "Print the CA certificate (PEM) that HTTPS clients must trust.\n\n"
                          "For options that apply to every command, see signalboxd --help.\n"));
    const QString doctor = app::commandHelpText(QStringLiteral("doctor"));
    CHECK(doctor.contains(QStringLiteral("  --format F               table or json\n")));
    CHECK(doctor.contains(QStringLiteral("\nExamples:\n  signalboxd doctor ")));
    const QString eval = app::commandHelpText(QStringLiteral("eval"));
    CHECK(eval.contains(QStringLiteral("\nExit status:\n  0                        success\n")));
    CHECK(eval.contains(QStringLiteral("  4                        failure (see standard error); eval resume continues the run\n")));
    CHECK(app::commandHelpText(QStringLiteral("nothing")).isEmpty());
    CHECK(parse(QStringLiteral("key set --help"))->helpCommand == QStringLiteral("key"));
    CHECK(parse(QStringLiteral("usage --since 7d -h"))->helpCommand == QStringLiteral("usage"));
    CHECK(parse(QStringLiteral("--help usage"))->helpCommand.isEmpty());
    CHECK(parse(QStringLiteral("nothing --help"))->helpCommand.isEmpty());
    CHECK(parse(QStringLiteral("nothing --help"))->action == Action::Help);
}
