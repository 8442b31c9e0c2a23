#include "command_line.h"

#include "command_options.h"
#include "folders.h"
#include "full_sentence.h"

#include <algorithm>
#include <array>

namespace app {

namespace {

constexpr int kHelpColumn = 24;

constexpr std::array kDaemonExamples{
    "signalboxd                                  run on http://localhost:8080",
    "signalboxd --config ~/gateway.json --check-config",
    "signalboxd --http-port 9090 --https-port off --log-level debug",
    "signalboxd key set deepseek/main            asks for the key without showing it",
    "printf %s \"$KEY\" | signalboxd key set qwen/main",
    "signalboxd import --write --store-keys apisix.yaml",
    "signalboxd doctor                           check for common problems",
    "signalboxd usage --since 7d --by day,model --format csv",
    "signalboxd usage export --since 2026-11-01 --output november.csv",
    "signalboxd reconcile deepseek amount-2026-11.csv cost-2026-11.csv",
    "signalboxd export --to higress              print all routes",
    "signalboxd formats --from anthropic --to chat",
    "signalboxd clients setup claude-code        shows the change and asks",
    "signalboxd config diff 12                   changes since version 12",
    "signalboxd backup export --with-secrets all.signalbox",
    "signalboxd eval run reasoning --targets demo/demo,ollama/llama3.2",
    "signalboxd experiment end cheaper --winner 1",
    "signalboxd consumer add ide --expires 90d   prints the new consumer's key",
};
struct ExitStatus {
    const char* status;
    const char* meaning;
};
constexpr std::array kEvalStatuses{
    ExitStatus{"0", "success"},
    ExitStatus{"1", "a target is below --min-score or significantly worse than --baseline"},
    ExitStatus{"2", "wrong usage or input, found before anything was sent"},
    ExitStatus{"3", "stopped at --max-cost"},
    ExitStatus{"4", "failure (see standard error); eval resume continues the run"},
    ExitStatus{"130", "interrupted"},
};
constexpr std::array kDesktopExamples{
    "signalbox                                   start and open the window",
    "signalbox --minimized                       start in the tray",
    "signalbox --show                            show the window",
    "signalbox --quit                            quit",
    "signalbox signalbox://open/usage            open a link, after confirmation",
};

QString row(const QString& left, const char* help)
{
    return QStringLiteral("  %1 %2\n").arg(left, -kHelpColumn).arg(QLatin1String(help));
}

/// The options of a command; null: those of all commands.
QString optionRows(Program program, const char* command)
{
    QString text;
    for (const Option& option : options())
        if (knows(program, option) && (command ? commandsOf(option).contains(QLatin1String(command)) : !option.command))
            text += row(QStringLiteral("%1 %2").arg(QLatin1String(option.name), QLatin1String(option.value ? option.value : "")).trimmed(),
                        option.help);
    return text;
}

QString wordsOf(const Command& command)
{
    return QStringLiteral("%1 %2").arg(QLatin1String(command.name), QLatin1String(command.arguments)).trimmed();
}

QString commandRow(const Command& command) { return row(wordsOf(command), command.help); }

/// The lines that contain `what`.
template <class Lines> QString exampleRows(const Lines& lines, const QString& what = {})
{
    QString text;
    for (const char* const line : lines)
        if (QLatin1String(line).contains(what))
            text += QStringLiteral("  %1\n").arg(QLatin1String(line));
    return text;
}

QString whatItIs(Program program)
{
    return program == Program::Signalboxd
        ? QStringLiteral("       signalboxd [OPTION]... COMMAND\n\n"
                         "One AI endpoint for the whole machine, without a window. Clients send requests to\n"
                         "http://localhost:8080, and the gateway forwards them to the configured providers.\n\n"
                         "Commands:\n")
        : QStringLiteral("\n"
                         "One AI endpoint for the whole machine, in the tray. Clients send requests to\n"
                         "http://localhost:8080, and the gateway forwards them to the providers that you add in\n"
                         "its window. A second start shows the running instance.\n");
}

/// Those of a command that has more than the usual ones.
QString statusRows(const QString& command)
{
    QString text;
    if (command == QLatin1String("eval"))
        for (const ExitStatus& each : kEvalStatuses)
            text += row(QLatin1String(each.status), each.meaning);
    return text;
}

/// With an initial capital and a full stop.
QString inFull(const char* help)
{
    QString text = QString::fromStdString(sentence(help));
    text[0] = text[0].toUpper();
    return text;
}

} // namespace

QString helpText(Program program)
{
    const bool daemon = program == Program::Signalboxd;
    QString text = QStringLiteral("Usage: %1 [OPTION]...\n").arg(programName(program)) + whatItIs(program);
    if (daemon)
        for (const Command& command : commands())
            text += commandRow(command);
    text += QStringLiteral("\nOptions:\n") + optionRows(program, nullptr);
    for (const char* command : {"clients", "doctor", "explain", "usage", "limits", "reconcile", "formats", "import", "export", "backup", "eval", "experiment"})
        if (daemon)
            text += QStringLiteral("\nOptions of %1:\n").arg(QLatin1String(command)) + optionRows(program, command);
    text += QStringLiteral("\nEnvironment (options override variables):\n");
    for (const Option& option : options())
        if (option.variable)
            text += row(QLatin1String(option.variable), QByteArray("as ").append(option.name).constData());
    text += QStringLiteral("\nFiles:\n  %1\n  %2/\n").arg(defaultConfigFile(), defaultDataDir());
    text += daemon ? QStringLiteral("\n"
        "Signals: TERM and INT stop the gateway after requests in progress (10 s at most). HUP\n"
        "reloads the configuration and approves its addresses for secrets (see key approve).\n") : QString();
    text += QStringLiteral("\nExit status: 0: success, 1: failure (see standard error), 2: wrong usage.\n");
    text += daemon ? QStringLiteral("signalboxd eval has others: see signalboxd eval --help.\n") : QString();
    text += QStringLiteral("\nExamples:\n");
    return text + (daemon ? exampleRows(kDaemonExamples) : exampleRows(kDesktopExamples));
}

QString commandHelpText(const QString& command)
{
    QString synopsis;
    QString rows;
    int forms = 0;
    const Command* known = nullptr;
    for (const Command& each : commands()) {
        if (command != QLatin1String(each.name))
            continue;
        synopsis += (known ? QStringLiteral("       ") : QStringLiteral("Usage: ")) + QStringLiteral("signalboxd [OPTION]... %1\n").arg(wordsOf(each));
        rows += commandRow(each);
        known = &each;
        ++forms;
    }
    if (!known)
        return {};
    const bool isRun = known->action == Action::Run; // the common options are for this command
    const QString own = optionRows(Program::Signalboxd, isRun ? nullptr : known->name);
    const QString statuses = statusRows(command);
    const QString examples = exampleRows(kDaemonExamples, QStringLiteral("signalboxd %1 ").arg(command));
    return synopsis + QLatin1Char('\n') + (forms == 1 ? inFull(known->help) + QLatin1Char('\n') : rows)
        + (own.isEmpty() ? QString() : QStringLiteral("\nOptions:\n") + own)
        + (statuses.isEmpty() ? QString() : QStringLiteral("\nExit status:\n") + statuses)
        + (examples.isEmpty() ? QString() : QStringLiteral("\nExamples:\n") + examples)
        + QStringLiteral("\nFor options that apply to every command, see signalboxd --help.\n");
}

} // namespace app
