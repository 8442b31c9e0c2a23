#include "lost_configuration.h"

#include "gateway/config/config_file.h"
#include "gateway/config/document.h"
#include "gateway/config/settings/timestamp.h"
#include "gateway/core/files/lost_content.h"
#include "gateway/core/text/ascii.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <cstddef>

namespace gateway::config {

namespace {

std::optional<Settings> settingsIn(const std::string& text)
{
    std::vector<Issue> issues;
    const auto document = Document::parse(text, issues);
    return document ? std::optional(document->settings()) : std::nullopt;
}

std::string countOf(std::size_t count) { return std::to_string(count); }

struct GoodCopy {
    Sentence name;
    Settings settings;
    std::string command; ///< that puts it back
};

std::optional<GoodCopy> copyInHistory(const QString& configFile, const QString& dataDir)
{
    const auto good = dataDir.isEmpty() ? std::nullopt : ConfigHistory(ConfigHistory::folderIn(dataDir)).newestGood();
    const auto settings = good ? settingsIn(good->text) : std::nullopt;
    if (!settings)
        return std::nullopt;
    const std::string number = std::to_string(good->number);
    return GoodCopy{{QT_TRANSLATE_NOOP("Configuration", "version %1 of %2"), {number, toTimestamp(good->time)}}, *settings,
        "signalboxd config restore " + number + " --config " + shellWord(configFile) + " --data-dir " + shellWord(dataDir)};
}

std::optional<GoodCopy> copyBeside(const QString& configFile)
{
    const QString copy = behindLinks(configFile) + QStringLiteral(".bak");
    const FileText text = readConfigFile(copy);
    const auto settings = text && *text ? settingsIn(**text) : std::nullopt;
    if (!settings)
        return std::nullopt;
    return GoodCopy{copy.toStdString(), *settings, "cp " + shellWord(copy) + ' ' + shellWord(behindLinks(configFile))};
}

/// Whether a string or bracket in `json` is not closed.
bool endsInTheMiddle(std::string_view json)
{
    std::ptrdiff_t depth = 0;
    bool isText = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (c == '"')
            isText = !isText;
        else if (isText && c == '\\')
            ++i;
        else if (!isText && (c == '{' || c == '['))
            ++depth;
        else if (!isText && (c == '}' || c == ']'))
            --depth;
    }
    return isText || depth > 0;
}

/// What happened to the content of a configuration; empty: it may be intentional.
Sentence lossIn(std::string_view text)
{
    if (files::isLostContent(text))
        return QT_TRANSLATE_NOOP("Configuration", "the file is empty");
    if (isUtf16(text))
        return ""; // the parser reports it
    text.remove_prefix(byteOrderMark(text));
    constexpr std::string_view kBlanks(" \t\r\n\0", 5);
    text.remove_prefix(text.find_first_not_of(kBlanks));
    if (!text.starts_with('{'))
        return QT_TRANSLATE_NOOP("Configuration", "the file does not contain a JSON object");
    return Sentence::of(endsInTheMiddle(text) ? QT_TRANSLATE_NOOP("Configuration", "the file is truncated") : "");
}

} // namespace

std::string shellWord(const QString& argument)
{
    static const QRegularExpression plain(QRegularExpression::anchoredPattern(QStringLiteral("[A-Za-z0-9_@%+=:,./-]+")));
    if (plain.match(argument).hasMatch())
        return argument.toStdString();
    QString quoted = argument;
    quoted.replace(QLatin1Char('\''), QStringLiteral("'\\''"));
    return '\'' + quoted.toStdString() + '\'';
}

std::optional<Issue> lostConfiguration(std::string_view text, const QString& configFile, const QString& dataDir)
{
    const Sentence loss = lossIn(text);
    if (loss.isEmpty())
        return std::nullopt;
    auto good = copyInHistory(configFile, dataDir);
    if (!good)
        good = copyBeside(configFile);
    if (good)
        return Issue{Issue::Level::Error, {}, {QT_TRANSLATE_NOOP("Configuration", "%1: the content was lost. The newest intact copy is %2 (providers: %3, routes: "
        "%4, consumers: %5). Restore it with: %6"),
            {loss, good->name, countOf(good->settings.providers.size()), countOf(good->settings.routes.size()), countOf(good->settings.consumers.size()), good->command}}};
    if (!files::isLostContent(text))
        return std::nullopt; // somebody may be writing it for the first time
    return Issue{Issue::Level::Error, {}, {QT_TRANSLATE_NOOP("Configuration", "%1: the content was lost, and there is no intact copy. Restore a backup, or delete "
        "the file to start over"), {loss}}};
}

} // namespace gateway::config
