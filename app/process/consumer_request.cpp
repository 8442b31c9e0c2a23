#include "consumer_request.h"

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
    VerbRow{"list", Verb::List, "", "who may come in with which keys; the keys themselves are not known"},
    VerbRow{"add", Verb::Add, "NAME", "a new consumer; prints its key"},
    VerbRow{"key", Verb::Key, "NAME", "another key for it; prints the key"},
    VerbRow{"revoke", Verb::Revoke, "NAME HINT", "refuse one of its keys from now on"},
    VerbRow{"enable", Verb::Enable, "NAME", "accept its keys again, but for revoked ones"},
    VerbRow{"disable", Verb::Disable, "NAME", "refuse all of its keys"},
    VerbRow{"remove", Verb::Remove, "NAME", "forget it; its keys are unknown ones from now on"},
};

struct OptionRow {
    const char* name;
    const char* value;
    const char* help;
    bool forAddOnly;
};

constexpr std::array kConsumerOptions{
    OptionRow{"--expires", "WHEN", "end of the key: 2027-01-31 (its last day), 90d, 12h; without it, never", false},
    OptionRow{"--route", "ID", "the only route that it may use; may be given several times", true},
    OptionRow{"--model", "NAME", "the only model that it may ask for; may be given several times", true},
};

tl::unexpected<gateway::Error> misuse(const QString& what)
{
    return failure(ErrorKind::InvalidRequest, (what + QStringLiteral("; see signalboxd consumer --help")).toStdString());
}

const OptionRow* findOption(const QString& word)
{
    const QString name = word.section(QLatin1Char('='), 0, 0);
    const auto found = std::find_if(
        kConsumerOptions.begin(), kConsumerOptions.end(), [&](const OptionRow& row) { return name == QLatin1String(row.name); });
    return found == kConsumerOptions.end() ? nullptr : &*found;
}

const VerbRow* findVerb(const QString& word)
{
    const auto found =
        std::find_if(kVerbs.begin(), kVerbs.end(), [&](const VerbRow& row) { return word == QLatin1String(row.name); });
    return found == kVerbs.end() ? nullptr : &*found;
}

/// Takes an option and its value off the front of `rest`.
Result<void> takeOption(const OptionRow& option, QStringList& rest, const QDateTime& now, ConsumerRequest& request)
{
    const QString word = rest.takeFirst();
    const QString name = QLatin1String(option.name);
    if (request.verb != Verb::Add && (option.forAddOnly || request.verb != Verb::Key))
        return misuse(QStringLiteral("%1 goes with consumer add%2")
                          .arg(name, option.forAddOnly ? QString() : QStringLiteral(" and consumer key")));
    QString value = word.mid(name.size() + 1);
    if (word.size() == name.size() && !rest.isEmpty())
        value = rest.takeFirst();
    if (value.isEmpty())
        return misuse(QStringLiteral("%1 wants a value: %1 %2").arg(name, QLatin1String(option.value)));
    if (!option.forAddOnly) {
        auto expiry = expiryFrom(value, now);
        if (!expiry)
            return misuse(name + QLatin1Char(' ') + QString::fromStdString(expiry.error().message));
        request.expires = std::move(*expiry);
        return {};
    }
    (name == QLatin1String("--route") ? request.routes : request.models).push_back(value.toStdString());
    return {};
}

Result<void> takeNames(const VerbRow& row, const QStringList& names, ConsumerRequest& request)
{
    const QStringList wanted = QString::fromLatin1(row.arguments).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (names.size() != wanted.size()) // not repeated: it could be a key
        return misuse(wanted.isEmpty() ? QStringLiteral("consumer list takes nothing more")
                                       : QStringLiteral("consumer %1 wants: %2")
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

qsizetype ownOption(const QStringList& words, const QStringList& rest)
{
    if (words.value(0) != QLatin1String("consumer") || !findOption(rest.first()))
        return 0;
    return rest.first().contains(QLatin1Char('=')) ? 1 : std::min<qsizetype>(2, rest.size());
}

Result<ConsumerRequest> parseConsumerRequest(const QStringList& words, const QDateTime& now)
{
    const VerbRow* const verb = findVerb(words.value(0));
    if (!verb)
        return misuse(QStringLiteral("consumer wants one of: list, add NAME, key NAME, revoke NAME HINT, enable NAME, "
                                     "disable NAME, remove NAME"));
    ConsumerRequest request;
    request.verb = verb->verb;
    QStringList names;
    QStringList rest = words.mid(1);
    while (!rest.isEmpty()) {
        const OptionRow* const option = findOption(rest.first());
        if (!option)
            names << rest.takeFirst();
        else if (auto taken = takeOption(*option, rest, now, request); !taken)
            return tl::unexpected(taken.error());
    }
    if (auto taken = takeNames(*verb, names, request); !taken)
        return tl::unexpected(taken.error());
    return request;
}

Result<std::string> expiryFrom(const QString& text, const QDateTime& now)
{
    const auto time = timeFrom(text, now, TimeMeaning::ComingEnd);
    if (!time)
        return failure(ErrorKind::InvalidRequest, "wants a day such as 2027-01-31, or a span such as 90d or 12h");
    if (*time <= now)
        return failure(ErrorKind::InvalidRequest, "is over already");
    return time->toUTC().toString(Qt::ISODate).toStdString();
}

QString consumerHelp()
{
    QString text = QStringLiteral("Usage: signalboxd [OPTION]... consumer COMMAND\n\n"
                                  "Consumers are the local clients of the gateway that are known by name, each with keys of\n"
                                  "its own. Keys are made here and shown once: the configuration keeps only their SHA-256.\n"
                                  "A program that runs takes each change over at once.\n\nCommands:\n");
    for (const VerbRow& verb : kVerbs)
        text += consumerRow(QStringLiteral("%1 %2").arg(QLatin1String(verb.name), QLatin1String(verb.arguments)).trimmed(), verb.help);
    text += QStringLiteral("\nOptions:\n");
    for (const OptionRow& option : kConsumerOptions)
        text += consumerRow(QStringLiteral("%1 %2").arg(QLatin1String(option.name), QLatin1String(option.value)), option.help);
    text += QStringLiteral("\nA key is the only line on standard output; all else goes to standard error.\n"
                           "On this machine a caller needs no key, unless listen.require_key is \"always\"; a key that is\n"
                           "revoked, switched off or expired is refused everywhere.\n\nExamples:\n"
                           "  signalboxd consumer add ide --expires 90d --model gpt-4o\n"
                           "  KEY=$(signalboxd consumer add ci --route cheap)\n"
                           "  signalboxd consumer revoke ide 3fAb         the last letters of the key will do\n");
    return text;
}

} // namespace app
