#pragma once

#include "route_saving.h"

#include "gateway/config/settings/route_settings.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <vector>

namespace ui::models {

/// What a route matches, in text form: one alternative per line, or separated by commas if no value contains one. A `*`
/// at an end matches anything, a leading `~` marks a regular expression. Main thread.
struct MatchText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::MatchText)
public:
    MatchText() = default;
    explicit MatchText(const gateway::config::MatchSettings& match);

    QString models;
    QString domains;
    QString paths;
    QString methods;
    QString headers;   ///< "x-team: red*", with " + " between those that must all match
    QString query;
    QString consumers;
    QString traits;    ///< "tools + tokens > 32000", "no images"
    QString times;     ///< "mon,tue 22:00-06:00 Asia/Shanghai"

    /// Fields with the same text as `before` keep its exact value. Invalid input is reported in `problems`.
    gateway::config::MatchSettings toSettings(const gateway::config::MatchSettings& before, std::vector<RouteProblem>& problems) const;

private:
    static std::optional<gateway::config::TextMatch> pattern(const QString& text, bool mayBePresent);
    static std::vector<gateway::config::TextMatch> patterns(const QStringList& typed, const char* field, std::vector<RouteProblem>& problems);
    static std::vector<gateway::config::NamedGroup> groups(const QString& text, const char* field, std::vector<RouteProblem>& problems);
    static std::vector<gateway::config::TraitMatch> traitsOf(const QString& text, std::vector<RouteProblem>& problems);
    static std::vector<gateway::config::TimeMatch> timesOf(const QString& text, std::vector<RouteProblem>& problems);
};

/// Joined with commas; a text that contains a comma is quoted.
QString listedText(const std::vector<std::string>& words);
/// The texts between line ends and commas, trimmed; quoted ones literally.
std::vector<std::string> listedWords(const QString& text);

} // namespace ui::models
