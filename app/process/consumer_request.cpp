#include "consumer_request.h"

#include "command_options.h"
#include "time_text.h"

#include <algorithm>
#include <array>

namespace app {

using gateway::ErrorKind;
using gateway::failure;
using gateway::Result;

namespace {

using Verb = ConsumerRequest::Verb;

constexpr int kConsumerColumn = 24;

struct VerbRow {
    const char* name;
    Verb verb;
    const char* arguments; ///< in capitals, one word each
    const char* help;
};

constexpr std::array kVerbs{
    VerbRow{"list", Verb::List, "", "list consumers, what they may use, and the hints of their keys"},
    VerbRow{"add", Verb::Add, "NAME", "add a consumer and print its key"},
    VerbRow{"key", Verb::Key, "NAME", "add another key and print it"},
    VerbRow{"revoke", Verb::Revoke, "NAME HINT", "revoke one of its keys"},
    VerbRow{"enable", Verb::Enable, "NAME", "accept its keys again, except revoked ones"},
    VerbRow{"disable", Verb::Disable, "NAME", "refuse all of its keys"},
    VerbRow{"remove", Verb::Remove, "NAME", "remove the consumer and its keys"},
};

tl::unexpected<gateway::Error> misuse(const QString& what)
{
    return failure(ErrorKind::InvalidRequest, gateway::asIs(what.toStdString()));
}

const VerbRow* findVerb(const QString& word)
{
    const auto found =
        std::find_if(kVerbs.begin(), kVerbs.end(), [&](const VerbRow& row) { return word == QLatin1String(row.name); });
    return found == kVerbs.end() ? nullptr : &*found;
}

/// Rejects options that do not apply to the verb.
Result<void> checkOptions(const ConsumerRequest& request)
{
    const bool isLimited = !request.routes.empty() || !request.models.empty();
    if (request.verb != Verb::Add && isLimited)
        return misuse(QStringLiteral("%1 is an option of consumer add").arg(QLatin1String(request.routes.empty() ? "--model" : "--route")));
    if (request.verb != Verb::Add && request.verb != Verb::Key && request.expires)
        return misuse(QStringLiteral("--expires is an option of consumer add and consumer key"));
    return {};
}

Result<void> takeNames(const VerbRow& row, const QStringList& names, ConsumerRequest& request)
{
    const QStringList wanted = QString::fromLatin1(row.arguments).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (names.size() != wanted.size()) // not shown: it could be a key
        return misuse(wanted.isEmpty() ? QStringLiteral("consumer list takes no arguments")
                                       : QStringLiteral("consumer %1 needs: %2")
                                             .arg(QLatin1String(row.name), QLatin1String(row.arguments)));
    request.name = names.value(0).toStdString();
    request.hint = names.value(1).toStdString();
    return {};
}

QString consumerRow(const QString& left, const char* help)
{
    return QStringLiteral("  %1 %2\n").arg(left, -kConsumerColumn).arg(QLatin1String(help));
}

} // namespace

Result<ConsumerRequest> consumerRequestFrom(const QStringList& words, ConsumerRequest request)
{
    const VerbRow* const verb = findVerb(words.value(0));
    if (!verb)
        return misuse(QStringLiteral("consumer needs one of: list, add NAME, key NAME, revoke NAME HINT, enable NAME, disable NAME, remove NAME"));
    request.verb = verb->verb;
    if (const auto checked = checkOptions(request); !checked)
        return tl::unexpected(checked.error());
    if (const auto taken = takeNames(*verb, words.mid(1), request); !taken)
        return tl::unexpected(taken.error());
    return request;
}

Result<std::string> expiryFrom(const QString& text, const QDateTime& now)
{
    const auto time = timeFrom(text, now, TimeMeaning::ComingEnd);
    if (!time)
        return failure(ErrorKind::InvalidRequest, gateway::asIs("must be a date such as 2027-01-31, or a time span such as 90d or 12h"));
    if (*time <= now)
        return failure(ErrorKind::InvalidRequest, gateway::asIs("is in the past"));
    return time->toUTC().toString(Qt::ISODate).toStdString();
}

std::vector<std::pair<QString, QString>> consumerVerbs()
{
    std::vector<std::pair<QString, QString>> verbs;
    verbs.reserve(std::size(kVerbs));
    for (const VerbRow& row : kVerbs)
        verbs.emplace_back(QLatin1String(row.name), QLatin1String(row.help));
    return verbs;
}

QString consumerHelp()
{
    QString text = QStringLiteral("Usage: signalboxd [OPTION]... consumer COMMAND\n\n"
                                  "Consumers are local clients of the gateway that are known by name, each with its own keys.\n"
                                  "A key is shown only once, when it is created: the configuration keeps only its SHA-256.\n"
                                  "A running gateway applies each change at once.\n\n"
                                  "Commands:\n");
    for (const VerbRow& verb : kVerbs)
        text += consumerRow(QStringLiteral("%1 %2").arg(QLatin1String(verb.name), QLatin1String(verb.arguments)).trimmed(), verb.help);
    text += QStringLiteral("\nOptions:\n");
    for (const Option& option : options())
        if (commandsOf(option).contains(QLatin1String("consumer")))
            text += consumerRow(QStringLiteral("%1 %2").arg(QLatin1String(option.name), QLatin1String(option.value)), option.help);
    text += QStringLiteral("\n"
                           "The key is the only line on standard output; everything else goes to standard error.\n"
                           "Local callers need no key unless listen.require_key is \"always\"; a revoked, disabled or\n"
                           "expired key is always refused.\n\n"
                           "Examples:\n"
                           "  signalboxd consumer add ide --expires 90d --model gpt-4o\n"
                           "  KEY=$(signalboxd consumer add ci --route cheap)\n"
                           "  signalboxd consumer revoke ide 3fAb         the last letters of the key are enough\n");
    return text;
}

} // namespace app
