#pragma once

#include "route_saving.h"

#include "gateway/config/settings/route_settings.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <vector>

namespace ui::models {

/// What a route matches, as it is typed: one alternative a line, or with commas where no value
/// has any. A `*` at an end stands for anything, a `~` before for an expression. Main thread.
struct MatchText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::MatchText)
public:
    MatchText() = default;
    explicit MatchText(const gateway::config::MatchSettings& match);

    QString models;
    QString domains;
    QString paths;
    QString methods;
    QString headers;   ///< "x-team: red*", and " + " between those that must all hold
    QString query;
    QString consumers;
    QString traits;    ///< "tools + tokens > 32000", "no images"
    QString times;     ///< "mon,tue 22:00-06:00 Asia/Shanghai"

    /// Fields that say what `before` does keep it to the letter. What cannot be read is
    /// told in `problems`.
    gateway::config::MatchSettings toSettings(const gateway::config::MatchSettings& before, std::vector<RouteProblem>& problems) const;

private:
    static std::optional<gateway::config::TextMatch> pattern(const QString& text, bool mayBePresent);
    static std::vector<gateway::config::TextMatch> patterns(const QStringList& typed, const char* field, std::vector<RouteProblem>& problems);
    static std::vector<gateway::config::NamedGroup> groups(const QString& text, const char* field, std::vector<RouteProblem>& problems);
    static std::vector<gateway::config::TraitMatch> traitsOf(const QString& text, std::vector<RouteProblem>& problems);
    static std::vector<gateway::config::TimeMatch> timesOf(const QString& text, std::vector<RouteProblem>& problems);
};

/// With commas between; what a comma is in stands in quotes.
QString listedText(const std::vector<std::string>& words);
/// What stands between line ends and commas, without blanks at its ends; in quotes to the letter.
std::vector<std::string> listedWords(const QString& text);

} // namespace ui::models
