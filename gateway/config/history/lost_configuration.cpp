#include "lost_configuration.h"

#include "gateway/config/config_file.h"
#include "gateway/config/document.h"
#include "gateway/config/settings/timestamp.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <optional>

namespace gateway::config {

namespace {

std::optional<Settings> settingsIn(const std::string& text)
{
    std::vector<Issue> issues;
    const auto document = Document::parse(text, issues);
    return document ? std::optional(document->settings()) : std::nullopt;
}

std::string countOf(std::size_t count) { return std::to_string(count); }

/// With the copy beside the file, or with none.
Issue withoutHistory(const QString& configFile)
{
    const QString copy = behindLinks(configFile) + QStringLiteral(".bak");
    const FileText text = readConfigFile(copy);
    const auto settings = text && *text ? settingsIn(**text) : std::nullopt;
    if (!settings)
        return {Issue::Level::Error, {}, {QT_TRANSLATE_NOOP("Configuration", "the file has no content any more: what it held was lost, and no good copy of it is here. Put back a backup, or remove the file to begin anew"), {}}};
    return {Issue::Level::Error, {}, {QT_TRANSLATE_NOOP("Configuration", "the file has no content any more: what it held was lost. The newest good copy is %1 (providers: %2, routes: %3, consumers: %4). Put it back: %5"),
        {copy.toStdString(), countOf(settings->providers.size()), countOf(settings->routes.size()), countOf(settings->consumers.size()),
            "cp " + shellWord(copy) + ' ' + shellWord(behindLinks(configFile))}}};
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

Issue lostConfiguration(const QString& configFile, const QString& dataDir)
{
    const auto good = dataDir.isEmpty() ? std::nullopt : ConfigHistory(ConfigHistory::folderIn(dataDir)).newestGood();
    if (!good)
        return withoutHistory(configFile);
    const auto settings = settingsIn(good->text);
    return {Issue::Level::Error, {}, {QT_TRANSLATE_NOOP("Configuration", "the file has no content any more: what it held was lost. The newest good copy is version %1 of %2 (providers: %3, routes: %4, consumers: %5). Put it back: %6"),
        {std::to_string(good->number), toTimestamp(good->time), countOf(settings->providers.size()), countOf(settings->routes.size()), countOf(settings->consumers.size()),
            "signalboxd config restore " + std::to_string(good->number) + " --config " + shellWord(configFile) + " --data-dir " + shellWord(dataDir)}}};
}

} // namespace gateway::config
