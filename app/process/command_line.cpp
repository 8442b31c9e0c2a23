#include "command_line.h"

#include "command_options.h"
#include "folders.h"
#include "gateway/core/secret_reference.h"
#include "gateway/core/text/closest_names.h"
#include "gateway/core/text/key_shape.h"

#include <QCommandLineParser>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace app {

using gateway::ErrorKind;
using gateway::failure;
using gateway::Result;

namespace {

/// `command`: the command whose help to refer to; empty: the general help.
tl::unexpected<gateway::Error> misuse(Program program, const QString& what, const QString& command = {})
{
    const QString asked = QStringLiteral("%1 %2").arg(programName(program), command).trimmed();
    return failure(ErrorKind::InvalidRequest, gateway::asIs((what + QStringLiteral("; see %1 --help").arg(asked)).toStdString()));
}

/// The name in `names` that was probably meant, if one is close.
QString nearest(const QString& typed, const QStringList& names)
{
    const auto bare = [](QString name) { // the common prefix of options does not make them similar
        while (name.startsWith(QLatin1Char('-')))
            name.remove(0, 1);
        return name.toStdString();
    };
    std::vector<std::string> known;
    for (const QString& name : names)
        known.push_back(bare(name));
    const auto meant = gateway::closestNames(bare(typed), known, 1);
    const auto found = std::ranges::find_if(names, [&](const QString& name) { return !meant.empty() && bare(name) == meant.front(); });
    return found == names.end() ? QString() : QStringLiteral("; did you mean %1?").arg(*found);
}

/// The row for `command`, if it has one of its own: with another command, an option may take no value.
const Option* findOption(Program program, const QString& name, const QString& command)
{
    const Option* found = nullptr;
    for (const Option& option : options()) {
        if (!knows(program, option) || name != QLatin1String(option.name))
            continue;
        if (commandsOf(option).contains(command))
            return &option;
        found = found ? found : &option;
    }
    return found;
}

/// The first argument that is a command, and not the value of an option of all commands.
QString commandIn(const QStringList& arguments)
{
    bool isValue = false;
    for (const QString& argument : arguments) {
        const bool isCommand = std::ranges::any_of(commands(), [&](const Command& each) { return argument == QLatin1String(each.name); });
        if (isCommand && !isValue)
            return argument;
        isValue = !isValue && std::ranges::any_of(options(), [&](const Option& each) { return each.value && !each.command && argument == QLatin1String(each.name); });
    }
    return {};
}

/// Message about an unknown option: the reason, or the option that was probably meant.
QString aboutUnknownOption(Program program, const QString& name)
{
    if (findOption(Program::Signalbox, name, {}))
        return QStringLiteral("%1 is an option of signalbox only").arg(name);
    QStringList names;
    for (const Option& option : options())
        if (knows(program, option))
            names << QLatin1String(option.name);
    return QStringLiteral("unknown option %1").arg(name) + nearest(name, names);
}

/// What was typed: options with their values, in order, and words.
struct Arguments {
    std::vector<std::pair<const Option*, QString>> options;
    QStringList words;
    QString helpCommand = {}; ///< the first word, if help is asked for behind it
};

/// What session managers and the documentation of Qt add to `signalbox`, with the value; Qt reads it.
constexpr std::array kOptionsOfQt{std::pair{"session", "ID"}, std::pair{"platform", "NAME"}};

QString nameOf(const Option& option) { return QString::fromLatin1(option.name).mid(2); }

/// The option `name` as it was typed in `argument`, without its value; empty: it is another argument.
QString typedName(const QString& argument, const QString& name)
{
    const QString typed = argument.section(QLatin1Char('='), 0, 0);
    return typed == u'-' + name || typed == QLatin1String("--") + name ? typed : QString();
}

tl::unexpected<gateway::Error> lacksValue(Program program, const QString& typed, const char* value)
{
    return misuse(program, QStringLiteral("%1 needs a value: %1 %2").arg(typed, QLatin1String(value)));
}

/// Names what the parser did not understand of `arguments`.
tl::unexpected<gateway::Error> misused(Program program, const QCommandLineParser& parser, const std::map<QString, const Option*>& known,
    const QStringList& arguments)
{
    const QStringList unknown = parser.unknownOptionNames();
    bool isValue = false; // of the option before it
    for (const QString& argument : arguments) {
        if (std::exchange(isValue, false))
            continue;
        for (const QString& name : unknown)
            if (const QString typed = typedName(argument, name); !typed.isEmpty())
                return misuse(program, aboutUnknownOption(program, typed));
        for (const auto& [name, option] : known) {
            const QString typed = typedName(argument, name);
            const bool hasValue = argument.contains(QLatin1Char('='));
            if (!typed.isEmpty() && !option->value && hasValue)
                return misuse(program, QStringLiteral("%1 takes no value").arg(typed));
            isValue = isValue || (!typed.isEmpty() && option->value && !hasValue);
        }
    }
    const QString name = parser.optionNames().last();
    for (const auto& [ofQt, value] : kOptionsOfQt)
        if (name == QLatin1String(ofQt))
            return lacksValue(program, arguments.last(), value);
    const auto last = known.find(name);
    return lacksValue(program, QLatin1String(last->second->name), last->second->value);
}

/// Separates options from words. Help and version are all that is returned of arguments that ask for them, even if
/// others are invalid.
Result<Arguments> separate(Program program, const QStringList& arguments)
{
    const QString command = commandIn(arguments);
    QCommandLineParser parser;
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    std::map<QString, const Option*> known;
    for (const Option& each : options()) {
        if (!knows(program, each) || known.contains(nameOf(each)))
            continue;
        const Option* const option = findOption(program, QLatin1String(each.name), command);
        known[nameOf(each)] = option;
        parser.addOption(QCommandLineOption(nameOf(each), {}, QLatin1String(option->value)));
    }
    parser.addOption(QCommandLineOption(QStringLiteral("h")));
    known[QStringLiteral("h")] = known.at(QStringLiteral("help"));
    if (program == Program::Signalbox)
        for (const auto& [name, value] : kOptionsOfQt)
            parser.addOption(QCommandLineOption(QLatin1String(name), {}, QLatin1String(value)));

    const bool isUnderstood = parser.parse(QStringList(programName(program)) + arguments);
    Arguments given{{}, parser.positionalArguments()};
    const QStringList names = parser.optionNames();
    for (const char* const option : {"--help", "-help", "-h", "--h", "--version", "-version"}) {
        const QString name = QString::fromLatin1(option).remove(QLatin1Char('-'));
        if (names.contains(name) && arguments.contains(QLatin1String(option))) {
            given.options = {{known.at(name), QString()}};
            if (const QString word = given.words.value(0); arguments.indexOf(word) < arguments.indexOf(QLatin1String(option)))
                given.helpCommand = word;
            return given;
        }
    }
    if (!isUnderstood)
        return misused(program, parser, known, arguments);
    for (const auto& [name, value] : kOptionsOfQt)
        for (const QString& argument : arguments)
            if (names.contains(QLatin1String(name)) && argument.contains(u'=') && !typedName(argument, QLatin1String(name)).isEmpty())
                return misuse(program, QStringLiteral("-%1 needs its value as the next argument: -%1 %2").arg(QLatin1String(name), QLatin1String(value)));
    std::map<QString, qsizetype> used; // values of each option
    for (const QString& name : names)
        if (const auto option = known.find(name); option != known.end())
            given.options.emplace_back(option->second, parser.values(name).value(used[name]++));
    return given;
}

/// Reads the environment variables that options may override; overridden ones are validated as well, since an invalid
/// one would cause an error sooner or later.
Result<void> takeEnvironment(Program program, const QProcessEnvironment& environment, CommandLine& line)
{
    for (const Option& option : options()) {
        if (!option.variable)
            continue;
        const QString name = QLatin1String(option.variable);
        const QString value = environment.value(name);
        if (value.isEmpty())
            continue;
        if (const auto applied = option.apply(line, value); !applied)
            return misuse(program, QStringLiteral("the environment variable %1 ").arg(name)
                              + QString::fromStdString(applied.error().text()));
    }
    return {};
}

/// A plain name is a key in the keychain; "vault:NAME" is one in the encrypted file.
Result<gateway::SecretReference> storedReference(const QString& given)
{
    using Store = gateway::SecretReference::Store;
    const auto isIn = [text = given.toStdString()](Store store) { return gateway::SecretReference::isIn(store, text); };
    if (isIn(Store::Environment) || isIn(Store::File))
        return failure(ErrorKind::InvalidRequest,
                       gateway::asIs("key set and key remove work with the keychain and the encrypted file only; change environment variables and files yourself"));
    if (isIn(Store::Session))
        return failure(ErrorKind::InvalidRequest, gateway::asIs("a key that is kept only until Signalbox exits must be entered in the window"));
    const bool hasScheme = isIn(Store::Keychain) || isIn(Store::Vault);
    const QString name = hasScheme ? given.section(QLatin1Char(':'), 1) : given;
    if (name.startsWith(QLatin1String("sk-")) || gateway::hasKeyShape(name.toStdString()))
        return failure(ErrorKind::InvalidRequest,
                       gateway::asIs("that looks like a key, not a name; pass a name such as deepseek/main, the key is read from standard input"));
    return gateway::SecretReference::parse((hasScheme ? given : QStringLiteral("keychain:") + given).toStdString());
}

/// The formats of all commands that print no CSV; no format means the table.
bool isTableOrJson(const CommandLine& line)
{
    const UsageFormat format = line.usage.format.value_or(UsageFormat::Table);
    return format == UsageFormat::Table || format == UsageFormat::AsJson;
}

Result<void> takeKeyCommand(const QStringList& words, CommandLine& line)
{
    const QString verb = words.value(1);
    if (verb == QLatin1String("approve")) {
        line.approve.provider = words.value(2).toStdString();
        line.action = Action::KeyApprove;
        if (words.size() > 3 || (words.size() == 3 && line.approve.isOfAll))
            return misuse(Program::Signalboxd, QStringLiteral("key approve needs one provider, or --all"));
        return {};
    }
    if (line.approve.isOfAll)
        return misuse(Program::Signalboxd, QStringLiteral("--all is an option of key approve"));
    const bool needsName = verb == QLatin1String("set") || verb == QLatin1String("remove");
    if (!needsName && verb != QLatin1String("list") && verb != QLatin1String("balance") && verb != QLatin1String("plan"))
        return misuse(Program::Signalboxd, QStringLiteral("key needs one of: set NAME, remove NAME, list, balance, plan, approve [PROVIDER]"));
    if (!isTableOrJson(line))
        return misuse(Program::Signalboxd, QStringLiteral("key plan has --format table and json"));
    const qsizetype expected = needsName ? 3 : 2;
    if (words.size() < expected)
        return misuse(Program::Signalboxd, QStringLiteral("key %1 needs a name, such as deepseek/main").arg(verb));
    if (words.size() > expected) // not shown: it could be the key itself
        return misuse(Program::Signalboxd,
                      needsName ? QStringLiteral("key %1 takes only a name; the key is read from standard input").arg(verb)
                                : QStringLiteral("key %1 takes no arguments").arg(verb));
    line.action = verb == QLatin1String("balance") ? Action::KeyBalance : verb == QLatin1String("plan") ? Action::KeyPlan : Action::KeyList;
    if (!needsName)
        return {};
    const auto reference = storedReference(words[2]);
    if (!reference)
        return misuse(Program::Signalboxd, QString::fromStdString(reference.error().text()));
    line.keyReference = *reference;
    line.action = verb == QLatin1String("set") ? Action::KeySet : Action::KeyRemove;
    return {};
}

Result<void> takeForeignCommand(Action action, const QStringList& words, CommandLine& line)
{
    line.action = action;
    const QString& program = line.foreign.program;
    if (!program.isEmpty() && program != QLatin1String("apisix") && program != QLatin1String("higress"))
        return misuse(Program::Signalboxd, QStringLiteral("%1 must be apisix or higress, not '%2'")
                                               .arg(action == Action::Export ? QStringLiteral("--to") : QStringLiteral("--from"), program));
    if (action == Action::Export) {
        line.foreign.routes = words.mid(1);
        return line.foreign.program.isEmpty() ? Result<void>(misuse(Program::Signalboxd, QStringLiteral("export needs --to apisix or --to higress")))
                                              : Result<void>();
    }
    if (words.size() != 2)
        return misuse(Program::Signalboxd, words.size() < 2 ? QStringLiteral("import needs a file, or - for standard input")
                                                            : QStringLiteral("import takes only one file"));
    if (line.foreign.isTrusted && !line.foreign.write)
        return misuse(Program::Signalboxd, QStringLiteral("import --trust needs --write"));
    line.foreign.file = words[1] == QLatin1String("-") ? words[1] : absolutePath(words[1]);
    return {};
}

Result<void> takeExplainCommand(const QStringList& words, CommandLine& line)
{
    line.action = Action::Explain;
    const ExplainRequest& explain = line.explain;
    if (!explain.id.empty()) {
        const bool isOfFile = words.size() > 1 || !explain.path.empty() || !explain.headers.empty()
            || !explain.consumer.empty() || explain.errorStatus || !explain.provider.isEmpty();
        return isOfFile ? Result<void>(misuse(Program::Signalboxd, QStringLiteral("explain --id takes no file and no options except --json and --content")))
                        : Result<void>();
    }
    if (explain.content)
        return misuse(Program::Signalboxd, QStringLiteral("explain --content needs --id"));
    if (!explain.errorStatus && !explain.provider.isEmpty())
        return misuse(Program::Signalboxd, QStringLiteral("explain --provider needs --error"));
    if (explain.errorStatus && (!explain.path.empty() || !explain.consumer.empty() || explain.json))
        return misuse(Program::Signalboxd, QStringLiteral("explain --error takes no other options than --header and --provider"));
    if (explain.errorStatus && words.size() == 1) {
        line.explain.file = QStringLiteral("-");
        return {};
    }
    if (words.size() != 2)
        return misuse(Program::Signalboxd, words.size() < 2 ? QStringLiteral("explain needs a file, - for standard input, or --id")
                                                            : QStringLiteral("explain takes only one file"));
    if (explain.errorStatus && words[1] != QLatin1String("-") && !QFileInfo::exists(words[1])) {
        line.explain.errorBody = words[1].toStdString();
        return {};
    }
    line.explain.file = words[1] == QLatin1String("-") ? words[1] : absolutePath(words[1]);
    return {};
}

Result<void> takeReconcileCommand(const QStringList& words, CommandLine& line)
{
    line.action = Action::Reconcile;
    if (words.size() < 3)
        return misuse(Program::Signalboxd, QStringLiteral("reconcile needs a configured provider and files exported from it"));
    if (line.usage.format == UsageFormat::AsJsonLines)
        return misuse(Program::Signalboxd, QStringLiteral("--format jsonl is an option of usage export"));
    line.reconcile.provider = words[1].toStdString();
    for (const QString& file : words.mid(2))
        line.reconcile.files << absolutePath(file);
    return {};
}

Result<void> takeFormatsCommand(const QStringList& words, CommandLine& line)
{
    line.action = Action::Formats;
    if (words.size() > 1)
        return misuse(Program::Signalboxd, QStringLiteral("formats takes only --from FORMAT and --to FORMAT, not '%1'").arg(words[1]));
    if (line.formats.from.empty() && !line.formats.to.empty())
        return misuse(Program::Signalboxd, QStringLiteral("formats --to needs --from, the client format"));
    return {};
}

Result<void> takeDoctorCommand(const QStringList& words, CommandLine& line)
{
    line.action = Action::Doctor;
    if (words.size() > 1 || !isTableOrJson(line))
        return misuse(Program::Signalboxd, QStringLiteral("doctor takes only --format table or --format json"));
    return {};
}

Result<void> takeLimitsCommand(const QStringList& words, CommandLine& line)
{
    line.action = Action::Limits;
    line.limits.isCheck = words.value(1) == QLatin1String("check");
    if (words.size() > (line.limits.isCheck ? 2 : 1))
        return misuse(Program::Signalboxd, QStringLiteral("limits takes only options or check, not '%1'").arg(words.last()));
    if (!isTableOrJson(line))
        return misuse(Program::Signalboxd, QStringLiteral("limits takes only --format table or --format json"));
    return {};
}

/// An option that only some forms of a command accept.
struct FormOption {
    const char* command;
    const char* option;
    const char* forms; ///< separated by commas: the command alone, or with the word that follows it
};

constexpr std::array kFormOptions{
    FormOption{"usage", "--since", "usage,usage export"},
    FormOption{"usage", "--until", "usage,usage export"},
    FormOption{"usage", "--format", "usage,usage export"},
    FormOption{"usage", "--by", "usage"},
    FormOption{"usage", "--currency", "usage"},
    FormOption{"usage", "--output", "usage export"},
    FormOption{"limits", "--since", "limits check"},
    FormOption{"key", "--format", "key plan"},
    FormOption{"clients", "--model", "clients show,clients setup"},
    FormOption{"clients", "--format", "clients list,clients show"},
    FormOption{"clients", "--other-models-to", "clients setup"},
    FormOption{"clients", "--anyway", "clients setup"},
    FormOption{"clients", "--yes", "clients setup,clients restore"},
    FormOption{"config", "--trust", "config restore"},
    FormOption{"backup", "--trust", "backup import"},
};

/// Rejects an option that has no effect on what is asked for.
Result<void> checkFormOptions(const std::vector<const Option*>& taken, const QStringList& words)
{
    const QString form = words.mid(0, 2).join(u' ');
    for (const Option* const option : taken)
        for (const FormOption& row : kFormOptions) {
            const QStringList forms = QString::fromLatin1(row.forms).split(u',');
            if (words.value(0) == QLatin1String(row.command) && QLatin1String(option->name) == QLatin1String(row.option) && !forms.contains(form))
                return misuse(Program::Signalboxd, QStringLiteral("%1 is an option of %2").arg(QLatin1String(row.option), forms.join(QLatin1String(" and "))));
        }
    return {};
}

/// Rejects options of one command that are used with another one.
Result<void> checkCommandOptions(const std::vector<const Option*>& taken, const QStringList& words)
{
    for (const Option* const option : taken) {
        QStringList takers; // from all rows with that name
        for (const Option& each : options())
            if (QLatin1String(each.name) == QLatin1String(option->name))
                takers << commandsOf(each);
        if (option->command && !takers.contains(words.value(0)))
            return misuse(Program::Signalboxd, QStringLiteral("%1 is an option of %2").arg(QLatin1String(option->name), takers.join(QLatin1String(" and "))));
    }
    return checkFormOptions(taken, words);
}

Result<void> takeUsageCommand(const QStringList& words, CommandLine& line)
{
    line.action = Action::Usage;
    const auto work = usageWorkFrom(words.mid(1), line.usage);
    if (!work)
        return misuse(Program::Signalboxd, QString::fromStdString(work.error().text()));
    line.usage.work = *work;
    const auto query = usageQuery(line.usage, std::chrono::system_clock::now());
    return query ? Result<void>() : Result<void>(misuse(Program::Signalboxd, QString::fromStdString(query.error().text())));
}

Result<void> takePricesCommand(const QStringList& words, CommandLine& line)
{
    const QString what = words.value(1);
    if (what == QLatin1String("show") && words.size() == 3) {
        line.priceModel = words[2].toStdString();
        line.action = Action::PricesShow;
    } else if (what == QLatin1String("list") && words.size() == 2) {
        line.action = Action::PricesList;
    } else if (what == QLatin1String("refresh") && words.size() == 2) {
        line.action = Action::PricesRefresh;
    } else {
        return misuse(Program::Signalboxd, QStringLiteral("prices needs list, show MODEL or refresh"));
    }
    return {};
}

Result<void> takeClientsCommand(const QStringList& words, CommandLine& line)
{
    using Verb = ClientsRequest::Verb;
    static constexpr std::array kVerbs{std::pair{"list", Verb::List}, std::pair{"show", Verb::Show}, std::pair{"setup", Verb::SetUp},
        std::pair{"restore", Verb::Restore}};
    const auto verb = std::find_if(kVerbs.begin(), kVerbs.end(), [&](const auto& row) { return words.value(1) == QLatin1String(row.first); });
    const bool isOfAll = line.clients.isOfAll;
    if (isOfAll && (verb == kVerbs.end() || verb->second != Verb::Restore))
        return misuse(Program::Signalboxd, QStringLiteral("--all is an option of clients restore"));
    const qsizetype expected = verb == kVerbs.begin() || isOfAll ? 2 : 3;
    if (verb == kVerbs.end() || words.size() != expected)
        return misuse(Program::Signalboxd, QStringLiteral("clients needs one of: list, show NAME, setup NAME, restore NAME, restore --all"));
    if (!isTableOrJson(line))
        return misuse(Program::Signalboxd, QStringLiteral("--format of clients must be table or json"));
    line.clients.verb = verb->second;
    line.clients.name = words.value(2).toStdString();
    line.action = Action::Clients;
    return {};
}

/// Stores the parsed words of a command.
template <class Request> Result<void> takeRequest(Result<Request> taken, Request& place, Action action, CommandLine& line, const QString& help = {})
{
    if (!taken)
        return misuse(Program::Signalboxd, QString::fromStdString(taken.error().text()), help);
    place = std::move(*taken);
    line.action = action;
    return {};
}

/// Of a command whose words are read together with its options: `read` gets both, and what is known so far.
template <class Request>
Result<void> takeWithOptions(Result<Request> (*read)(const QStringList&, Request, const QStringList&), Request& place, Action action, const QStringList& words,
    const std::vector<const Option*>& taken, CommandLine& line)
{
    QStringList given;
    for (const Option* const option : taken)
        given << QLatin1String(option->name);
    if (!isTableOrJson(line))
        return misuse(Program::Signalboxd, QStringLiteral("--format of %1 must be table or json").arg(words.first()), words.first());
    return takeRequest(read(words.mid(1), place, given), place, action, line, words.first());
}

Result<void> takeCommand(Program program, const QStringList& words, const std::vector<const Option*>& taken, CommandLine& line)
{
    if (words.isEmpty())
        return {};
    const QString& name = words.first();
    if (program == Program::Signalbox && words.size() == 1 && name.startsWith(QLatin1String("signalbox:"), Qt::CaseInsensitive)) {
        line.link = name;
        return {};
    }
    QStringList names;
    const Command* command = nullptr;
    for (const Command& each : commands()) {
        names << QLatin1String(each.name);
        if (!command && name == QLatin1String(each.name))
            command = &each;
    }
    if (program == Program::Signalbox)
        return misuse(program, command ? QStringLiteral("%1 is a command of signalboxd").arg(name)
                                       : QStringLiteral("signalbox takes only options, not '%1'").arg(name));
    if (!command)
        return misuse(program, QStringLiteral("unknown command '%1'").arg(name) + nearest(name, names));
    if (command->action == Action::Import || command->action == Action::Export)
        return takeForeignCommand(command->action, words, line);
    if (command->action == Action::Explain)
        return takeExplainCommand(words, line);
    if (command->action == Action::Consumer)
        return takeRequest(consumerRequestFrom(words.mid(1), line.consumer), line.consumer, Action::Consumer, line, name);
    if (command->action == Action::Clients)
        return takeClientsCommand(words, line);
    if (command->action == Action::History)
        return takeRequest(historyRequestFrom(words.mid(1), line.history), line.history, Action::History, line);
    if (command->action == Action::Backup)
        return takeRequest(backupOrderFrom(words.mid(1), line.backup), line.backup, Action::Backup, line);
    if (command->action == Action::Usage)
        return takeUsageCommand(words, line);
    if (command->action == Action::Doctor)
        return takeDoctorCommand(words, line);
    if (command->action == Action::Limits)
        return takeLimitsCommand(words, line);
    if (command->action == Action::Eval)
        return takeWithOptions(evalRequestFrom, line.eval, Action::Eval, words, taken, line);
    if (command->action == Action::Experiment)
        return takeWithOptions(experimentRequestFrom, line.experiment, Action::Experiment, words, taken, line);
    if (command->action == Action::Formats)
        return takeFormatsCommand(words, line);
    if (command->action == Action::Reconcile)
        return takeReconcileCommand(words, line);
    if (name == QLatin1String("prices"))
        return takePricesCommand(words, line);
    const bool standsAlone = command->action == Action::Run || command->action == Action::Authority;
    if (!standsAlone)
        return takeKeyCommand(words, line);
    if (words.size() > 1)
        return misuse(program, QStringLiteral("%1 takes only options, not '%2'").arg(name, words[1]));
    if (command->action == Action::Authority) // "run" is the default
        line.action = Action::Authority;
    return {};
}

bool endsAtOnce(Action action)
{
    return action == Action::Help || action == Action::ConsumerHelp || action == Action::ReconcileHelp || action == Action::Version;
}

/// Shows the help of the preceding command, if any; some have their own help text.
void askForHelp(const QString& command, CommandLine& line)
{
    line.action = command == QLatin1String("consumer") ? Action::ConsumerHelp
        : command == QLatin1String("reconcile")        ? Action::ReconcileHelp
                                                       : Action::Help;
    const auto isNamed = [&](const Command& each) { return command == QLatin1String(each.name); };
    if (std::any_of(commands().begin(), commands().end(), isNamed))
        line.helpCommand = command;
}

} // namespace

QString programName(Program program)
{
    return program == Program::Signalbox ? QStringLiteral("signalbox") : QStringLiteral("signalboxd");
}

gateway::host::HostOptions CommandLine::hostOptions() const
{
    gateway::host::HostOptions options;
    options.configFile = configFile;
    options.configGiven = configGiven;
    options.dataDir = dataDir;
    options.address = address;
    options.httpPort = httpPort;
    options.httpsPort = httpsPort;
    options.logLevel = logLevel;
    return options;
}

Result<CommandLine> parseCommandLine(Program program, const QStringList& arguments, const QProcessEnvironment& environment)
{
    CommandLine line;
    line.configFile = defaultConfigFile();
    line.dataDir = defaultDataDir();
    CommandLine fromEnvironment = line;
    const auto below = takeEnvironment(program, environment, fromEnvironment);
    if (below)
        line = fromEnvironment;

    const auto given = separate(program, arguments);
    if (!given)
        return tl::unexpected(given.error());
    const QStringList& words = given->words;
    std::vector<const Option*> taken;
    for (const auto& [option, value] : given->options) {
        if (option->value && value.isEmpty())
            return lacksValue(program, QLatin1String(option->name), option->value);
        if (const auto applied = option->apply(line, value); !applied)
            return misuse(program, QLatin1String(option->name) + QLatin1Char(' ') + QString::fromStdString(applied.error().text()));
        taken.push_back(option);
        if (program == Program::Signalboxd && line.action == Action::Help)
            askForHelp(given->helpCommand, line);
        if (endsAtOnce(line.action))
            return line;
    }
    if (!below)
        return tl::unexpected(below.error());
    if (words.mid(1).contains(QString()) && !line.explain.errorStatus) // whose body may be empty
        return misuse(program, QStringLiteral("an argument of %1 is empty").arg(words.first()));
    const Action byOption = line.action;
    if (const auto understood = takeCommand(program, words, taken, line); !understood)
        return tl::unexpected(understood.error());
    if (const auto checked = checkCommandOptions(taken, words); !checked)
        return tl::unexpected(checked.error());
    if (byOption == Action::CheckConfig && !words.isEmpty() && line.action != Action::CheckConfig)
        return misuse(program, QStringLiteral("--check-config cannot be used with '%1'").arg(words.first()));
    return line;
}

QString versionText(Program program)
{
    return QStringLiteral("%1 %2\nLicence: GNU GPL version 3. There is no warranty.\n")
        .arg(programName(program), QStringLiteral(SIGNALBOX_VERSION));
}

} // namespace app
